"""Resources of the Pod as a whole that make it BestEffort."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.targets.server_words import span_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="QoS Class: BestEffort in kubectl describe pod; the first to be evicted and OOM-killed",
    asks_for=("resources",),
    bad="""
        # kubernetes-version: 1.36
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
        # kubernetes-version: 1.36
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
        # kubernetes-version: 1.36
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
        """
        # kubernetes-version: 1.37
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resources: {}
          containers:
            - name: app
              image: app:1.4
              resources:
                limits: {cpu: "1", memory: 1Gi}
        """,
    ),
)
def best_effort_by_pod_resources(pod: PodTarget) -> Problems:
    """The Pod's own `resources` name no CPU or memory, which makes it BestEffort.

    In Kubernetes 1.34 to 1.36, the QoS class of a Pod that has `resources` as a whole depends on
    them alone, even if they are `{}`: what its containers ask for does not count. A BestEffort Pod
    is the first to be evicted, and the first that the kernel kills when the node runs out of
    memory. From 1.37 on, the containers' resources count if the Pod's own name nothing.

    The rule reports this for the versions that `--kubernetes-version` or `kubernetes-version` in
    the configuration names.

    Remove `resources` from the Pod's spec, or give it requests of CPU and memory.
    """
    if pod.spec.resources is None:
        return
    from podlint.resources import effective, is_filled_in

    if any(is_filled_in(pod.spec, name, "requests", "limits") for name in ("cpu", "memory")):
        return
    versions = []
    for version in pod.versions:
        found = effective(pod, kubernetes_version=version)
        asked = [name for name in ("cpu", "memory") if name in found.aggregate_requests]
        if found.by_pod and found.qos == "BestEffort" and asked:
            versions.append(version)
    if versions:
        amounts = " and ".join(f"{found.aggregate_requests[name]} of {name}" for name in asked)
        yield Problem(
            "the Pod's own resources, without CPU or memory, make its QoS class BestEffort, "
            f"although its containers ask for {amounts}",
            at=pod.at / "resources",
            key=True,
            why="It is evicted first."
            if len(versions) == len(pod.versions)
            else f"Kubernetes {span_of(tuple(versions))} evicts it first.",
            help="Remove them, or set requests there.",
        )
