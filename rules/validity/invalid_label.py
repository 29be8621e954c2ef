"""An invalid label."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: metadata.labels: Invalid value: a valid label must be an empty "
    "string or consist of alphanumeric characters",
    similar={
        "label-values": (
            "kube-score looks at the values of the object's own labels, this rule at keys and at "
            "templates as well."
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
    """The key or value of a label breaks the rules for labels.

    A value has at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both
    ends. A key is the same, perhaps after a domain and one slash. Blanks, `@`, `+` and `/` in a
    value are common slips: versions with build numbers, e-mail addresses, paths.

    Shorten the value, or write it as an annotation, which may hold any text.
    """
    yield refused.problem("Write a valid value; if the exact text matters, use an annotation.")
