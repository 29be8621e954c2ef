"""A gRPC probe that names a method, or the health service itself."""

from podlint.authoring import Container, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened
from podlint.pods.handlers import spoken_name

_HEALTH = "grpc.health.v1.Health"


@rule(
    severity=Severity.WARNING,
    since="0.1",
    asks_for=("grpc",),
    symptom=(
        "Unhealthy events with `rpc error: code = NotFound desc = unknown "
        "service`; Running, but never Ready, or `CrashLoopBackOff`"
    ),
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

    The kubelet always calls the method `Check` of `grpc.health.v1.Health`. `service` is the
    argument of that call: the name of a service for which the server has registered a status. If it
    is empty, the server returns the status of the whole server. A server that does not know the
    name answers `NotFound`, and the probe always fails. Some servers register a status for the
    health service itself, which is the same as the status of the whole server.

    Remove `service`, or write a name that the server registers, such as `shop.v1.Orders`.
    """
    for name, probe in container.probes:
        service = probe.grpc.service if probe.grpc else None
        if probe.grpc is None or not service or not ("/" in service or service == _HEALTH):
            continue
        named = service.strip("/").partition("/")[0]
        if "/" in service:
            fault = f"a gRPC method: `{shortened(service, 40)}`"
            why = "Servers register a status for services, not for methods. They answer `NotFound`"
        else:
            fault = "the health service itself as `grpc.service`"
            why = (
                "Most servers have no status for the health service itself. They answer `NotFound`"
            )
        remove = "emove `grpc.service` to check the server as a whole."
        yield Problem(
            f"{spoken_name(name)} of container `{container}` names {fault}",
            at=probe.grpc.at / "service",
            why=f"{why}, and the probe fails.",
            help=f"R{remove}"
            if named == _HEALTH
            else f"Set `grpc.service` to `{shortened(named, 70)}`, or r{remove}",
        )
