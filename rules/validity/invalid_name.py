"""A name inside the Pod that is invalid."""

from podlint.authoring import Problems, Refused, Severity, rule
from podlint.targets.server_words import as_label


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].name: Invalid value: a lowercase RFC 1123 "
    "label must consist of lower case alphanumeric characters or -",
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
    """A name of a container or a volume, or one that the Pod refers to, breaks the rules for names.

    Containers and volumes are named with at most 63 lower-case letters, digits and `-`. Objects
    that the Pod names (service account, node, priority class, runtime class) may have dots too.

    Write the name in lower case, with `-` for anything else.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str | None:
    meant = as_label(str(refused.value))
    return f"Write `{meant}`." if meant and meant != refused.value else "Choose another name."
