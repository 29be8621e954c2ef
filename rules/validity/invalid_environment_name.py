"""An invalid name of an environment variable."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].env[0].name: Invalid "
        "value: a valid environment variable name must consist only of printable "
        "ASCII characters`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - name: MODE=fast  # finding
                #       ^^^^^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              env:
                - {name: MODE, value: fast}
                - {name: a-b.c, value: "1"}
        """,
)
def invalid_environment_name(refused: Refused) -> Problems:
    """The name or prefix of environment variables is invalid.

    A name can contain any printable ASCII character except `=`. Most programs and shells expect
    only letters, digits and `_`.

    Before Kubernetes 1.32, a name could contain only letters, digits, `-`, `_` and `.`, and could
    not start with a digit.

    A common mistake is to write the value into the name: `name: MODE=fast`.
    """
    advice = "Use only ASCII letters, digits and `_`."
    if "alphabetic" in refused.error.detail:
        yield refused.problem(f"{advice} Do not start with a digit.")
    else:
        yield refused.problem(
            f"{advice} If the name contains `=`, move the text after it to `value`."
        )
