"""Several containers of a Pod that each ask for a device."""

from podlint.authoring import PodTarget, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="Pending: Insufficient nvidia.com/gpu, although nodes have a GPU to spare",
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
    """Two containers that run together each ask for devices of one kind.

    Containers of a Pod do not share a GPU or another [extended
    resource](https://kubernetes.io/docs/tasks/configure-pod-container/extended-resource/): each
    gets devices of its own, and one node must have them all to spare. Only the devices of an init
    container that has ended pass on to the app containers.

    If one device is meant, let one container ask for it, or use a shared `resourceClaim`.
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
                first[name] = container.name or "?", Related("the first", at)
                continue
            other, related = first[name]
            yield Problem(
                f"containers {other} and {container.name} each get {name} of their own, all "
                "on one node",
                at=at,
                related=(related,),
                help="If they are to share one, let one container ask for it, or use a "
                "resourceClaim.",
            )
