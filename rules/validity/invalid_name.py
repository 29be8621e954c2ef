"""An invalid name in a Pod."""

from podlint.authoring import Problems, Refused, Severity, rule
from podlint.targets.server_words import as_label


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].name: Invalid value: a "
        "lowercase RFC 1123 label must consist of lower case alphanumeric "
        "characters or -`"
    ),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: Web  # finding
          #                   ^^^
          volumes:
            - name: app.data  # finding
            #       ^^^^^^^^
              emptyDir: {}
          containers:
            - name: web_server  # finding
            #       ^^^^^^^^^^
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: web.ci
          volumes:
            - name: app-data
              emptyDir: {}
          containers:
            - name: web-server
              image: app:1.4
        """,
)
def invalid_name(refused: Refused) -> Problems:
    """The name of a container or volume, or of an object that the Pod refers to, is invalid.

    Names of containers and volumes can have at most 63 characters: lowercase letters, digits and
    `-`. Names of objects that the Pod refers to (service account, node, priority class, runtime
    class) can also contain dots.

    Use lowercase letters, and `-` for any other character.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    meant = as_label(str(refused.value))
    if meant and meant != refused.value:
        return f"Write `{meant}`."
    return refused.remedy or "Use lowercase letters, digits and `-`."
