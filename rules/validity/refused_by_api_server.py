"""Any other error of the API server."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `Forbidden`, `Invalid value` or `Required "
        "value`, and the path of a field"
    ),
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
    """The API server rejects the object for a reason that no other rule reports.

    podlint validates objects in the same way as the API server. Frequent errors have their own
    rules. This rule reports all other errors.
    """
    yield refused.problem(refused.remedy or "Correct the value, or remove the field.")
