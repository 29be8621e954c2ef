"""Several containers of a Pod that each request the same kind of device."""

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=("Pending with `Insufficient nvidia.com/gpu`, although nodes have a free GPU"),
    asks_for=("limits", "requests"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: model
        spec:
          containers:
            - name: serve
              image: model:1.4
              resources:
                limits: {nvidia.com/gpu: 1}
            - name: metrics
              image: metrics:2
              resources:
                limits:
                  nvidia.com/gpu: 1  # finding
                  #               ^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: model
        spec:
          initContainers:
            - name: convert
              image: model:1.4
              command: [convert]
              resources: {limits: {nvidia.com/gpu: 1}}
          containers:
            - name: serve
              image: model:1.4
              resources: {limits: {nvidia.com/gpu: 1, cpu: 4}}
            - name: metrics
              image: metrics:2
              resources: {limits: {cpu: 1, nvidia.com/gpu: 0}}
        """,
)
def device_asked_for_twice(pod: PodTarget) -> Problems:
    """Two containers that run at the same time each request the same kind of device.

    The containers of a Pod do not share a GPU or any other [extended
    resource](https://kubernetes.io/docs/tasks/configure-pod-container/extended-resource/). Each
    container gets its own devices, and a single node must have enough free devices for all
    containers. When an init container has ended, the app containers can use its devices, so podlint
    does not report init containers.

    Remove the limit from a container that does not need its own device. To share one device, use
    the same `resourceClaim` in both containers.
    """
    first: dict[str, tuple[str, Related]] = {}
    for container in (*pod.spec.init_containers, *pod.spec.containers):
        resources = container.resources
        if resources is None or container.sort == "init":
            continue
        for name, amount in resources.limits.items():
            if "/" not in name or amount.nano <= 0:
                continue
            at = resources.at / "limits" / name
            if name not in first:
                first[name] = container.name or "?", Related("the first request is here", at)
                continue
            other, related = first[name]
            yield Problem(
                f"containers `{other}` and `{container}` each request their own `{name}`",
                at=at,
                related=(related,),
                why="Containers do not share devices. The Pod stays Pending unless one node has "
                "enough free devices for all of them.",
                help="Remove the limit from a container that does not need its own device. To "
                "share one device, use the same `resourceClaim` in both.",
            )
