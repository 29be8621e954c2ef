"""A toleration that keeps Pods on nodes that are lost."""

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
    symptom="Pods stay Running or Terminating on a node that is NotReady, and are not replaced",
    similar={
        "restrict-controlplane-scheduling": (
            "Kyverno reports tolerations of the control plane's taints, this rule those of every "
            "taint."
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
                "these Pods tolerate the taint of a lost node",
                at=toleration.at / "operator",
                why="They stay there for ever and are not replaced.",
                help="Name the taints, or write effect: NoSchedule.",
            )
