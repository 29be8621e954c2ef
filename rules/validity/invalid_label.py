"""An invalid label."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `metadata.labels: Invalid value: a valid "
        "label must be an empty string or consist of alphanumeric characters`"
    ),
    similar={
        "label-values": (
            "kube-score checks the values of the object's own labels. This rule also checks keys "
            "and Pod templates."
        ),
    },
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels:
            owner: team web  # finding
            #      ^^^^^^^^
            app: web
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web, version: 1.4.0+b7}  # finding
              #                           ^^^^^^^^
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels:
            owner: team-web
            example.com/version: 1.4.0
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_label(refused: Refused) -> Problems:
    """The key or value of a label is invalid.

    A value can have at most 63 characters: letters, digits, `-`, `_` and `.`. It must start and end
    with a letter or digit. A key follows the same rules, and can begin with a domain and a slash.
    Common mistakes are values with spaces, e-mail addresses (`@`), versions with a build number
    (`+`) and paths (`/`).

    Shorten the value, or use an annotation, which can hold any text.
    """
    yield refused.problem(_HELP)


_HELP = (
    "Use at most 63 characters: letters, digits, `-`, `_` and `.`. Write other text into an "
    "annotation."
)
