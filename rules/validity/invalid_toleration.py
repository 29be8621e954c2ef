"""A toleration that the API server refuses."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.tolerations[0].effect: Invalid value: effect must be "
    "NoExecute when `tolerationSeconds` is set",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          tolerations:
            - key: spot
              operator: Exists
              value: "true"  # finding
              #      ^^^^^^
            - key: maintenance
              operator: Exists
              effect: NoSchedule  # finding
              #       ^^^^^^^^^^
              tolerationSeconds: 60
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
          tolerations:
            - {key: spot, operator: Exists}
            - {key: maintenance, operator: Exists, effect: NoExecute, tolerationSeconds: 60}
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_toleration(refused: Refused) -> Problems:
    """A toleration contradicts itself.

    With the operator Exists there is no value; without a key the operator must be Exists;
    `tolerationSeconds` needs the effect NoExecute. The effects are NoSchedule, PreferNoSchedule
    and NoExecute.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    detail, field = refused.error.detail, refused.at.path[-1]
    if "value must be empty" in detail:
        return "Remove value, or write `operator: Equal` to tolerate only this value."
    if "tolerationSeconds" in detail:
        return "Write `effect: NoExecute`, or remove tolerationSeconds."
    if "`key` is empty" in detail:
        return "Add the key of the taint, or write `operator: Exists` to tolerate all taints."
    if field == "operator":
        return "Write Equal with a value, or Exists without one."
    return f"Write the {field} of the taint, as kubectl describe node shows it."
