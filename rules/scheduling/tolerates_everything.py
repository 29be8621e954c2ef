"""A toleration that keeps Pods on failed or drained nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule

if TYPE_CHECKING:
    from podlint.models.toleration import Toleration

_LASTING = ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet")
_REPLACEABLE = (*_LASTING, "Job", "CronJob")


@rule(
    severity=Severity.WARNING,
    since="0.1",
    static_pods=False,
    symptom=(
        "Pods stay Running or Terminating on a node that is `NotReady`, and are not replaced; or "
        "Pods return to a node that is being drained"
    ),
    similar={
        "restrict-controlplane-scheduling": (
            "Kyverno reports tolerations of the control plane's taints; this rule reports "
            "tolerations that match every taint."
        ),
    },
    asks_for=("tolerations",),
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              tolerations:
                - operator: Exists  # finding
                #           ^^^^^^
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: operator
        spec:
          selector:
            matchLabels: {app: operator}
          template:
            metadata:
              labels: {app: operator}
            spec:
              priorityClassName: system-cluster-critical
              tolerations:
                - {operator: Exists}  # finding
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              tolerations:
                - {operator: Exists, effect: NoSchedule}  # finding
              containers:
                - name: app
                  image: app:1.4
        """,
    good=(
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
              labels: {app: web}
            spec:
              tolerations:
                - {key: dedicated, operator: Exists}
                - {operator: Exists, effect: NoExecute, tolerationSeconds: 60}
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: network
        spec:
          selector:
            matchLabels: {app: network}
          template:
            metadata:
              labels: {app: network}
            spec:
              hostNetwork: true
              priorityClassName: system-node-critical
              tolerations:
                - {operator: Exists}
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: once
        spec:
          template:
            spec:
              restartPolicy: Never
              tolerations:
                - {operator: Exists, effect: NoSchedule}
              containers:
                - name: app
                  image: app:1.4
        """,
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              tolerations:
                - operator: Exists
              containers:
                - name: agent
                  image: agent:1.4
        """,
    ),
)
def tolerates_everything(pod: PodTarget) -> Problems:
    """A replaceable Pod tolerates every taint, including the taints of failed or drained nodes.

    If a node does not respond, Kubernetes adds a `NoExecute` taint to it and, by default, evicts
    its Pods after five minutes. A Pod that tolerates every taint is never evicted, so its
    controller does not replace it.

    `kubectl drain` adds a `NoSchedule` taint to the node. A Pod that tolerates it can be scheduled
    to the same node again as soon as it is evicted. podlint reports tolerations of only
    `NoSchedule` taints in the profile `strict`.

    podlint does not report DaemonSets, or Pods with a `system-...` priority class on the host
    network, because such Pods set up a node.

    List only the taints that the Pod must tolerate.
    """
    spec = pod.spec
    critical = (spec.priority_class_name or "").startswith("system-")
    if pod.owner.qualified_kind not in (_LASTING if critical else _REPLACEABLE):
        return
    if critical and (spec.host_network or spec.is_unknown("hostNetwork")):
        return
    for toleration in spec.tolerations:
        if toleration.operator != "Exists" or toleration.key:
            continue
        if toleration.is_unknown("key") or toleration.toleration_seconds is not None:
            continue
        if toleration.effect in (None, "") or (toleration.effect == "NoExecute" and not critical):
            yield _problem(
                toleration,
                "toleration matches every taint, including the taints of failed or drained nodes",
                "If the node fails, these Pods are not replaced. If the node is drained, the Pods "
                "can return to it.",
            )
        elif toleration.effect == "NoSchedule" and pod.owner.qualified_kind in _LASTING:
            yield _problem(
                toleration,
                "toleration matches every `NoSchedule` taint, including the taint of a drained "
                "node",
                "A Pod that `kubectl drain` evicts can be scheduled to the same node again.",
                Severity.INFO,
            )


def _problem(
    toleration: Toleration, message: str, why: str, severity: Severity | None = None
) -> Problem:
    return Problem(
        message,
        severity=severity,
        at=toleration.at / "operator",
        why=why,
        help="Set `key` to the key of each taint that the Pods must tolerate.",
    )
