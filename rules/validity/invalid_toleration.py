"""An invalid toleration."""

from podlint.authoring import Problems, Refused, Severity, rule
from podlint.document.field_path import value_at


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
            - key: cores
              operator: Gt  # finding
              #         ^^
              value: "8"
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
    be `Exists`. Kubernetes 1.35 introduced `Gt` and `Lt`, which need a feature gate that is off by
    default. `tolerationSeconds` requires `effect: NoExecute`. The effect must be NoSchedule,
    PreferNoSchedule or NoExecute.
    """
    problem = refused.problem(_advice(refused))
    operator = value_at(refused.at.document.data, refused.at.path)
    if refused.at.path[-1] == "operator" and operator in ("Gt", "Lt"):
        message = f"toleration operator `{operator}` needs feature gate `{_GATE}`, which is off"
        problem = problem.replace(message=message)
    yield problem


_GATE = "TaintTolerationComparisonOperators"
"""Kubernetes knows the operators from 1.35 on: alpha, off by default (KEP-5471)."""


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
