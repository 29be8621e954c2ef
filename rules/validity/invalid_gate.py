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

    Names of gates follow the rules for label keys, usually with a domain. A scheduling gate must be
    unique, and cannot be combined with `nodeName`.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    if refused.at.path[-1] == "nodeName":
        return "Remove `nodeName`, or remove `schedulingGates`."
    return "Use a name such as `example.com/ready`. Each name can occur only once."
