"""An invalid toleration."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.tolerations[0].effect: Invalid value: "
        "effect must be NoExecute when tolerationSeconds is set`"
    ),
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
    """A toleration has an invalid setting, or settings that contradict each other.

    With `operator: Exists`, a toleration cannot have a `value`. Without a `key`, the operator must
    be `Exists`. `tolerationSeconds` requires `effect: NoExecute`. The effect must be NoSchedule,
    PreferNoSchedule or NoExecute.
    """
    yield refused.problem(_advice(refused))


def _advice(refused: Refused) -> str:
    detail, field = refused.error.detail, refused.at.path[-1]
    if "value must be empty" in detail:
        return "Remove `value`, or set `operator: Equal` to tolerate only this value."
    if "tolerationSeconds" in detail:
        return "Set `effect: NoExecute`, or remove `tolerationSeconds`."
    if "`key` is empty" in detail:
        return "Add the `key` of the taint, or set `operator: Exists` to tolerate all taints."
    if field == "operator":
        return "Set `operator: Equal` with a `value`, or `operator: Exists` without one."
    return f"Use the {field} of the taint, which `kubectl describe node` shows."
