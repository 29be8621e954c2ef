"""A gRPC probe that names a method, or the health service itself."""

from podlint.authoring import Container, Problem, Problems, Severity, rule

_HEALTH = "grpc.health.v1.Health"


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("grpc",),
    symptom="Unhealthy events: rpc error: code = NotFound desc = unknown service; Running, but "
    "never Ready, or CrashLoopBackOff",
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: rpc
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                grpc: {port: 9000, service: grpc.health.v1.Health}  # finding
          containers:
            - name: rpc
              image: rpc:1.4
              readinessProbe:
                grpc:
                  port: 9090
                  service: /grpc.health.v1.Health/Check  # finding
                  #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              livenessProbe:
                grpc: {port: 9090, service: shop.v1.Orders/Get}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: rpc
        spec:
          containers:
            - name: rpc
              image: rpc:1.4
              readinessProbe:
                grpc: {port: 9090, service: shop.v1.Orders}
              livenessProbe:
                grpc: {port: 9090, service: liveness}
              startupProbe:
                grpc: {port: 9090}
        """,
)
def grpc_probe_of_method(container: Container) -> Problems:
    """The `service` of a gRPC probe is a method, or the health service itself.

    The kubelet always calls `Check` of `grpc.health.v1.Health`. `service` is what it asks about: a
    name that the server has given a status, or nothing for the server as a whole. A server that
    does not know the name answers `NotFound`, and the probe fails each time. Some servers do give
    the health service itself a status; to ask for the server as a whole says the same.

    Remove `service`, or write a name that the server registers, such as `shop.v1.Orders`.
    """
    for name, probe in container.probes:
        service = probe.grpc.service if probe.grpc else None
        if probe.grpc is None or not service or not ("/" in service or service == _HEALTH):
            continue
        named = service.strip("/").partition("/")[0]
        advice = "remove it" if named == _HEALTH else f"write {named}, or remove it"
        fault = (
            "a method, for which no server has a status: it answers NotFound"
            if "/" in service
            else "the health service itself, for which few servers have a status: others answer "
            "NotFound"
        )
        yield Problem(
            f"{name} asks for the health of `{service}`, {fault}, and the probe fails",
            at=probe.grpc.at / "service",
            help=f"{advice}.",
        )
