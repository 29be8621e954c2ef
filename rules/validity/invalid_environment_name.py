"""An invalid variable name."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].env[0].name: Invalid value: a valid "
    "environment variable name must consist only of printable ASCII characters",
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
    """The name of an environment variable, or a prefix of such names, breaks the rules.

    Names are printable ASCII characters without `=`. Programs and shells mostly want letters,
    digits and `_`.

    Often the value was written into the name: `name: MODE=fast`.
    """
    yield refused.problem("Use ASCII letters, digits and `_`; move text after `=` to value.")
