"""Anything else that the API server refuses."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: Forbidden, Invalid value or Required value, with the path of a field",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: " app:1.4"  # finding
              #      ^^^^^^^^^^
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
        """,
)
def refused_by_api_server(refused: Refused) -> Problems:
    """The API server refuses the object for a reason that no other rule speaks of.

    Everything that the server says about an object is reported. The frequent faults have rules
    of their own; this one speaks of the rest.
    """
    yield refused.problem(refused.remedy or "Correct the value, or remove it.")
