"""A limit of zero."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule

_STORAGE = "ephemeral-storage"


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    since="0.2",
    symptom=(
        "the container is not limited, and `kubectl get pod -o yaml` shows the QoS class "
        "`Burstable`; with `ephemeral-storage`, the Pod is evicted: `Pod ephemeral local storage "
        "usage exceeds the total limit of containers 0`"
    ),
    asks_for=("limits",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                limits:
                  memory: 0  # finding
                  #       ^
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                limits: {memory: 1Gi, ephemeral-storage: "0"}  # finding
            - name: logs
              image: logs:1
              resources:
                limits: {memory: 1Gi, ephemeral-storage: 0Gi}  # finding
        """,
    ),
    good="""
        # A limit of zero has no effect on the sum if another container has a larger limit. Zero
        # devices are possible, and many manifests use zero CPUs for no limit.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                requests: {memory: 0, cpu: 0}
                limits: {memory: 1Gi, ephemeral-storage: 0, example.com/device: 0}
            - name: logs
              image: logs:1
              resources:
                limits: {cpu: 0, ephemeral-storage: 1Gi}
            - name: filled-in
              image: logs:1
              resources:
                limits: {memory: "${MEMORY}"}
            - name: none
              image: logs:1
              resources:
                limits: {}
        """,
)
def zero_limit(pod: PodTarget) -> Problems:
    """A memory limit is zero, which means no limit, or the limits for local storage are zero.

    The kubelet sets no limit if `memory` is zero, so the container can use all memory of the node.
    A limit of zero for `ephemeral-storage` is different: the sum of these limits applies to the
    whole Pod, and the kubelet evicts a Pod that stores more, including its log files
    (`podEphemeralStorageLimitEviction` in pkg/kubelet/eviction/eviction_manager.go). podlint
    reports an error if this sum is zero.

    To have no limit, remove the field.
    """
    containers = [each for each in pod.spec.all_containers if each.resources]
    stores = [
        each.resources.limits[_STORAGE].nano
        for each in containers
        if each.resources and _STORAGE in each.resources.limits
    ]
    for container in containers:
        for name, amount in container.resources.limits.items() if container.resources else ():
            evicts = name == _STORAGE and not any(stores)
            if container.resources is None or amount.nano or not (evicts or name == "memory"):
                continue
            yield Problem(
                f"container `{container}` has a limit of 0 for local storage"
                if evicts
                else f"container `{container}` has a memory limit of 0, which means no limit",
                at=container.resources.at / "limits" / name,
                severity=Severity.ERROR if evicts else None,
                why="The log files and other files of the Pod exceed the limit, so the kubelet "
                "evicts the Pod."
                if evicts
                else "The container can use all memory of the node.",
                help=f"Remove the `{name}` limit, or set it to the amount that the container "
                "needs.",
            )
