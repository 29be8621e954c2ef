"""A gate of readiness or scheduling that is invalid."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.readinessGates[0].conditionType: Invalid value: name part "
    "must consist of alphanumeric characters",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          readinessGates:
            - conditionType: load balancer  # finding
            #                ^^^^^^^^^^^^^
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          readinessGates:
            - conditionType: example.com/load-balancer
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_gate(refused: Refused) -> Problems:
    """A readiness gate or a scheduling gate is invalid.

    Both are named like label keys, mostly with a domain. A scheduling gate may be there once,
    and not beside `nodeName`.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    if refused.at.path[-1] == "nodeName":
        return "Remove nodeName, or remove the scheduling gates."
    return "Write a name such as `example.com/ready`, and each name only once."
