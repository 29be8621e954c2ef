"""An init container that asks for nothing where the app does."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="Forbidden: failed quota, must specify limits or requests for the init container; or "
    "QoS Class: Burstable",
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
    """An init container asks for no CPU or memory although every app container does.

    The Pod's reservation covers it, for it is the larger of what the start and what the running Pod
    need. But in a namespace with a ResourceQuota the Pod is refused, for there every container has
    to ask, and the Pod cannot be Guaranteed.

    Give it requests, up to those of the app containers together: they cost nothing.
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
            room = " and ".join(f"{found.running.requests[name]} of {name}" for name in missing)
            yield Problem(
                f"init container {container.name} asks for no {' or '.join(missing)}",
                at=container.at,
                why="A quota refuses the Pod, and it cannot be Guaranteed.",
                help=f"Up to {room} cost nothing, as the app asks for that anyway.",
            )
