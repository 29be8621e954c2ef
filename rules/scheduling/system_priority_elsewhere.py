"""A priority that is meant for parts of the cluster."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.models.workloads import ON_EACH_NODE

_CLASSES = ("system-cluster-critical", "system-node-critical")


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="FailedCreate (event): insufficient quota to match these scopes: PriorityClass; or "
    "other Pods that are gone, with reason Preempted",
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
    """A Pod outside kube-system has a priority that is meant for parts of the cluster.

    Pods with `system-cluster-critical` or `system-node-critical` push all others aside when nodes
    are full. Since 1.17 any namespace may use these classes, unless the API server [asks for a
    quota](https://kubernetes.io/docs/concepts/policy/resource-quotas/#limit-priority-class-consumption-by-default)
    that names them, as some providers have it: there the Pods are not made. Agents of the node, in
    DaemonSets, are not reported, nor are manifests that name no namespace.

    Give the workload a PriorityClass of its own.
    """
    name, namespace = pod.spec.priority_class_name, pod.owner.namespace
    if name not in _CLASSES or pod.owner.qualified_kind in ON_EACH_NODE:
        return
    if namespace and namespace != "kube-system":
        yield Problem(
            f"{name} is meant for what the cluster cannot do without; in {namespace} these "
            "Pods push others aside, or are refused where a quota guards the class",
            at=pod.spec.at / "priorityClassName",
            help="Use a PriorityClass of your own.",
        )
