"""An invalid object name."""

from podlint.authoring import Problems, Refused, Severity, rule
from podlint.targets.server_words import as_label


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: metadata.name: Invalid value: a lowercase RFC 1123 subdomain "
    "must consist of lower case alphanumeric characters",
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
    """The name or namespace of an object breaks the rules for names.

    The name becomes part of an address of the API and often of a host name. Most kinds take
    lower-case letters, digits, `-` and `.`; a namespace and a StatefulSet take no dots. A
    CronJob takes at most 52 characters, since its Jobs add eleven.

    Write a name of lower-case letters, digits and `-`, or leave `metadata.name` and give
    `generateName`.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str | None:
    if not refused.value:
        return "Add metadata.name or metadata.generateName."
    meant = as_label(str(refused.value))
    return f"Write `{meant}`." if meant and meant != refused.value else "Choose a shorter name."
