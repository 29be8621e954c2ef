"""Pod-level resources that make the Pod BestEffort."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="QoS Class: BestEffort in kubectl describe pod; evicted and OOM-killed first",
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
    """Pod-level `resources` set neither CPU nor memory, which makes the Pod BestEffort.

    If a Pod has Pod-level `resources` (Kubernetes 1.34 and newer), these alone decide its QoS
    class, even if they are `{}`. The requests and limits of its containers no longer count. A
    BestEffort Pod is the first to be evicted, and the first that the kernel kills when the node
    runs out of memory.

    Remove `resources` from the Pod spec, or set CPU and memory requests in it.
    """
    if pod.spec.resources is None:
        return
    from podlint.resources import effective

    found = effective(pod)
    asked = [name for name in ("cpu", "memory") if name in found.aggregate_requests]
    if found.qos == "BestEffort" and asked:
        amounts = " and ".join(f"`{name}: {found.aggregate_requests[name]}`" for name in asked)
        yield Problem(
            "Pod-level `resources` without CPU or memory make the Pod BestEffort",
            at=pod.at / "resources",
            key=True,
            why=f"The requests of its containers ({amounts}) do not count. BestEffort Pods are "
            "evicted and OOM-killed first.",
            help="Remove `resources` from the Pod spec, or set `cpu` and `memory` in its "
            "`requests`.",
        )
