"""A system priority class outside of kube-system."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.models.workloads import ON_EACH_NODE

_CLASSES = ("system-cluster-critical", "system-node-critical")


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "the event `FailedCreate` with `insufficient quota to match these scopes` and "
        "`PriorityClass`; or other Pods disappear, with `Preempted` events"
    ),
    asks_for=("priorityClassName",),
    fragments=True,
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              priorityClassName: system-cluster-critical  # finding
              #                  ^^^^^^^^^^^^^^^^^^^^^^^
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: dns
          namespace: kube-system
        spec:
          selector:
            matchLabels: {app: dns}
          template:
            metadata:
              labels: {app: dns}
            spec:
              priorityClassName: system-cluster-critical
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: network
          namespace: network
        spec:
          selector:
            matchLabels: {app: network}
          template:
            metadata:
              labels: {app: network}
            spec:
              priorityClassName: system-node-critical
              containers:
                - name: app
                  image: app:1.4
        """,
)
def system_priority_elsewhere(pod: PodTarget) -> Problems:
    """A Pod outside `kube-system` uses a priority class for cluster components.

    Pods with `system-cluster-critical` or `system-node-critical` preempt all other Pods when nodes
    are full. Since Kubernetes 1.17, Pods in any namespace can use these classes. However, the API
    server can be configured to [require a
    quota](https://kubernetes.io/docs/concepts/policy/resource-quotas/#limit-priority-class-consumption-by-default)
    for them, as some cloud providers do. Without such a quota in the namespace, the Pods are not
    created. podlint does not report DaemonSets, which often run node agents, or manifests without a
    namespace.

    Create a PriorityClass for the workload, and use its name.
    """
    name, namespace = pod.spec.priority_class_name, pod.owner.namespace
    if name not in _CLASSES or pod.owner.qualified_kind in ON_EACH_NODE:
        return
    if namespace and namespace != "kube-system":
        yield Problem(
            f"Pod in namespace {namespace} uses `{name}`, a priority class for cluster components",
            at=pod.spec.at / "priorityClassName",
            why="When nodes are full, these Pods preempt other Pods. If the cluster requires a "
            "quota for the class and the namespace has none, they are not created.",
            help="Create a PriorityClass for the workload and set `priorityClassName` to its name.",
        )
