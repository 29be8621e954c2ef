"""A toleration that keeps Pods on failed nodes."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule

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
    since="0.1",
    static_pods=False,
    symptom=("Pods stay Running or Terminating on a node that is `NotReady`, and are not replaced"),
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
def tolerates_everything(pod: PodTarget) -> Problems:
    """A replaceable Pod tolerates every taint, including the taints of a failed node.

    If a node does not respond, Kubernetes adds a `NoExecute` taint to it and, by default, evicts
    its Pods after five minutes. A Pod that tolerates every taint is never evicted, so its
    controller does not replace it. It can also be scheduled to nodes that are being drained or are
    not ready. podlint does not report DaemonSets or Pods with a `system-...` priority class, for
    which such a toleration is usually intended.

    List only the taints that the Pod must tolerate, or set `effect: NoSchedule`.
    """
    critical = (pod.spec.priority_class_name or "").startswith("system-")
    if critical or pod.owner.qualified_kind not in _REPLACEABLE:
        return
    for toleration in pod.spec.tolerations:
        everything = toleration.operator == "Exists" and not toleration.key
        evicts = toleration.effect in (None, "", "NoExecute")
        if everything and evicts and toleration.toleration_seconds is None:
            yield Problem(
                "toleration matches every taint, including those of a failed node",
                at=toleration.at / "operator",
                why="If their node fails, these Pods stay assigned to it and are not replaced.",
                help="Set `key` to the key of the taint that the Pods must tolerate, or add "
                "`effect: NoSchedule`.",
            )
