"""A toleration that keeps Pods on nodes that are lost."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding import Problem, Profile, Severity
from podlint.rule import rule
from podlint.workloads import PodTarget

_REPLACEABLE = (
    "Deployment",
    "ReplicaSet",
    "ReplicationController",
    "StatefulSet",
    "Job",
    "CronJob",
)


@rule(
    severity=Severity.WARNING,
    profile=Profile.RECOMMENDED,
    since="0.1",
    symptom="Pods stay Running or Terminating on a node that is NotReady, and are not replaced",
    mission=(1,),
    similar={
        "restrict-controlplane-scheduling": (
            "Kyverno reports tolerations of the control plane's taints, this rule those of every "
            "taint."
        ),
    },
    fields=("tolerations",),
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
                - {operator: Exists, effect: NoSchedule}
                - {key: dedicated, operator: Exists}
                - {operator: Exists, effect: NoExecute, tolerationSeconds: 60}
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
def tolerates_everything(pod: PodTarget) -> Iterator[Problem]:
    """A replaceable Pod tolerates every taint, that of a lost node included.

    When a node does not answer, Kubernetes taints it `NoExecute`, and Pods leave it after five
    minutes. One that tolerates everything never leaves: its controller does not replace it, and it
    may also be put onto nodes that are being drained or are not ready. Only DaemonSets mean that,
    and what a cluster cannot do without (priority classes `system-...`).

    Name the taints, or write `effect: NoSchedule`.
    """
    critical = (pod.spec.priority_class_name or "").startswith("system-")
    if critical or pod.owner.qualified_kind not in _REPLACEABLE:
        return
    for toleration in pod.spec.tolerations:
        everything = toleration.operator == "Exists" and not toleration.key
        evicts = toleration.effect in (None, "", "NoExecute")
        if everything and evicts and toleration.toleration_seconds is None:
            yield Problem(
                "these Pods tolerate the taint of a lost node: they stay there for ever and are "
                "not replaced; name the taints, or write effect: NoSchedule",
                at=toleration.at / "operator",
            )
