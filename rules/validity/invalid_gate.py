"""An invalid readiness gate or scheduling gate."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.readinessGates[0].conditionType: "
        "Invalid value: name part must consist of alphanumeric characters`"
    ),
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

    The name of a gate follows the rules for label keys and usually has a domain. The names of
    scheduling gates must be unique. Scheduling gates cannot be combined with `nodeName`.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    if refused.at.path[-1] == "nodeName":
        return "Remove `nodeName`, or remove `schedulingGates`."
    if refused.error.type == "Duplicate value":
        return "Remove one of the two gates."
    return "Use a name such as `example.com/ready`."
