"""An init container without the requests that the app containers have."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "the Pod is Forbidden with `failed quota` and `must specify requests.memory for` the init "
        "container; or `QoS Class: Burstable`"
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

    If a ResourceQuota in the namespace limits CPU or memory requests, every container must set that
    request. Otherwise, the API server rejects the Pod. In other namespaces, the Pod's QoS class
    cannot be Guaranteed.

    Set requests that do not exceed the total requests of the app containers. The Pod then reserves
    the same amount as before: the larger of the requests of its init containers and the requests of
    its running containers.
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
                f"init container `{container}` has no {lacking} request",
                at=container.at,
                why=f"A namespace whose ResourceQuota limits {lacking} requests rejects the Pod. "
                "Elsewhere, the Pod's QoS class cannot be Guaranteed.",
                help=f"Set `resources.requests` to at most {room}. The app containers and sidecars "
                "already request this amount, so the Pod reserves no more.",
            )
