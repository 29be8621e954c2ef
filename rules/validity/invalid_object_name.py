"""An invalid object name."""

from podlint.authoring import Problems, Refused, Severity, rule
from podlint.targets.server_words import as_label


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `metadata.name: Invalid value: a lowercase "
        "RFC 1123 subdomain must consist of lower case alphanumeric characters`"
    ),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: Web_Server  # finding
          #     ^^^^^^^^^^
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:  # finding
          labels: {app: web}
        spec:
          containers:
            - {name: app, image: app:1.4}
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web-server.example
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_object_name(refused: Refused) -> Problems:
    """The name or namespace of an object is invalid.

    The name is part of the object's API path, and often of a host name. Names of most kinds can
    contain lowercase letters, digits, `-` and `.`. Names of Namespaces and StatefulSets cannot
    contain dots. The name of a CronJob can have at most 52 characters, because the names of its
    Jobs are eleven characters longer.

    Use lowercase letters, digits and `-`. If the name is missing, add `metadata.name` or
    `metadata.generateName`.
    """
    yield refused.problem(_advice(refused))


_SHORTER = "Choose a shorter name of lowercase letters, digits and `-`."


def _advice(refused: Refused) -> str | None:
    if not refused.value:
        return "Add `metadata.name` or `metadata.generateName`."
    meant = as_label(str(refused.value))
    return f"Write `{meant}`." if meant and meant != refused.value else _SHORTER
