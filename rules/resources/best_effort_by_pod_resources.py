"""Pod-level resources that make the Pod BestEffort."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.targets.server_words import span_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`QoS Class: BestEffort` in `kubectl describe pod`; the Pod is evicted and OOM-killed first"
    ),
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
    """Pod-level `resources` set neither CPU nor memory, so the Pod is BestEffort.

    In Kubernetes 1.34 to 1.36, only the Pod-level `resources` determine the QoS class of a Pod,
    even if they are `{}`. Kubernetes then ignores the requests and limits of its containers. When
    the node runs out of memory, the kubelet evicts BestEffort Pods first, and the kernel kills
    their processes first. From Kubernetes 1.37 on, the requests and limits of the containers
    determine the class if the Pod-level `resources` are empty.

    podlint reports such a Pod only if `--kubernetes-version` or the setting `kubernetes-version`
    includes one of these versions.

    Remove `resources` from the Pod spec, or set CPU and memory requests in it.
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
        amounts = " and ".join(f"`{name}: {found.aggregate_requests[name]}`" for name in asked)
        yield Problem(
            "Pod-level `resources` without CPU or memory make the Pod BestEffort",
            at=pod.at / "resources",
            key=True,
            why=f"The requests of its containers ({amounts}) do not count{_where(versions, pod)}. "
            "BestEffort Pods are evicted and OOM-killed first.",
            help="Remove `resources` from the Pod spec, or set `cpu` and `memory` in its "
            "`requests`.",
        )


def _where(versions: list[str], pod: PodTarget) -> str:
    """The versions of Kubernetes with this behavior, unless all checked versions have it."""
    return (
        "" if len(versions) == len(pod.versions) else f" in Kubernetes {span_of(tuple(versions))}"
    )
