"""An init container without the requests that the app containers have."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "the Pod is Forbidden with `failed quota`, which says `must specify "
        "limits or requests` for the init container; or `QoS Class: Burstable`"
    ),
    asks_for=("initContainers",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: copy  # finding
              #     ^^^^
              image: app:1.4
          containers:
            - name: app
              image: app:1.4
              resources: {requests: {cpu: 100m, memory: 1Gi}}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: copy
              image: app:1.4
              resources: {limits: {cpu: 100m, memory: 64Mi}}
          containers:
            - name: app
              image: app:1.4
              resources: {requests: {cpu: 100m, memory: 1Gi}}
        """,
)
def init_container_without_requests(pod: PodTarget) -> Problems:
    """An init container has no CPU or memory request although every app container has one.

    The resources that the Pod reserves cover the init container: they are the larger of the needs
    of the start-up and of the running Pod. But in a namespace with a ResourceQuota, the API server
    rejects the Pod, because there every container must set a request. Also, the QoS class of the
    Pod cannot be Guaranteed.

    Set requests up to the sum of those of the app containers. They reserve nothing in addition.
    """
    if pod.spec.resources is not None or not pod.spec.init_containers:
        return
    from podlint.resources import effective, is_filled_in

    found = effective(pod)
    apps = [each.requests for each in found.containers if each.sort == "app"]
    asked = [name for name in ("cpu", "memory") if apps and all(name in each for each in apps)]
    for container, own in zip(pod.spec.init_containers, found.containers, strict=False):
        missing = [
            name
            for name in asked
            if name not in own.requests and not is_filled_in(container, name, "requests", "limits")
        ]
        if missing and own.sort == "init":
            room = " and ".join(f"`{name}: {found.running.requests[name]}`" for name in missing)
            lacking = " or ".join({"cpu": "CPU"}.get(name, name) for name in missing)
            yield Problem(
                f"init container {container.name} has no {lacking} request",
                at=container.at,
                why="A namespace with a ResourceQuota rejects the Pod, and its QoS class cannot be "
                "Guaranteed.",
                help=f"Set `resources.requests` up to {room}, which the app containers reserve "
                "anyway.",
            )
