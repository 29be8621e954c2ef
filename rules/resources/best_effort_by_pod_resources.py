"""Resources of the Pod as a whole that make it BestEffort."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="QoS Class: BestEffort in kubectl describe pod; the first to be evicted and OOM-killed",
    asks_for=("resources",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resources: {}  # finding
       #  ^^^^^^^^^
          containers:
            - name: app
              image: app:1.4
              resources:
                limits: {cpu: "1", memory: 1Gi}
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resources: {requests: {memory: 1Gi}}
          containers:
            - name: app
              image: app:1.4
              resources:
                limits: {cpu: "1", memory: 1Gi}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resources: {}
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def best_effort_by_pod_resources(pod: PodTarget) -> Problems:
    """The Pod's own `resources` name no CPU or memory, which makes it BestEffort.

    Where a Pod has `resources` as a whole (Kubernetes 1.34 and newer), its QoS class is judged by
    them alone, were they `{}`: what its containers ask for no longer counts. A BestEffort Pod is
    the first to be evicted, and the first that the kernel kills when the node runs out of memory.

    Remove `resources` from the Pod's spec, or give it requests of CPU and memory.
    """
    if pod.spec.resources is None:
        return
    from podlint.resources import effective

    found = effective(pod)
    asked = [name for name in ("cpu", "memory") if name in found.aggregate_requests]
    if found.qos == "BestEffort" and asked:
        amounts = " and ".join(f"{found.aggregate_requests[name]} of {name}" for name in asked)
        yield Problem(
            "the Pod's own resources, without CPU or memory, make its QoS class BestEffort, "
            f"although its containers ask for {amounts}",
            at=pod.at / "resources",
            key=True,
            why="It is evicted first.",
            help="Remove them, or set requests there.",
        )
