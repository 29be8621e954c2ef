"""An invalid file mode."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.volumes[0].secret.defaultMode: Invalid "
        "value: must be a number between 0 and 0777 (octal), both inclusive`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: key
              secret:
                secretName: key
                defaultMode: 04755  # finding
                #            ^^^^^
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          volumes:
            - name: key
              secret:
                secretName: key
                defaultMode: 0755
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_file_mode(refused: Refused) -> Problems:
    """A file mode in a volume is not between 0 and 0777 (octal).

    Set-user-ID, set-group-ID and sticky bits are not allowed. Numbers in JSON, and unquoted YAML
    numbers without a leading zero, are decimal: octal 0777 is decimal 511.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    """The mode without set-user-ID, set-group-ID and sticky bits, if there are any."""
    value = refused.value
    if not isinstance(value, int) or not 0o777 < value <= 0o7777:
        return "Set an octal mode such as `0640` (in JSON `416`)."
    mode = value & 0o777
    return (
        f"In octal, {value} is {value:o}, whose first digit is not allowed. Set `{mode:04o}` (in "
        f"JSON `{mode}`)."
    )
