"""A probe of a default port that an option replaces."""

from podlint.authoring import (
    Container,
    Place,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.shortening import shortened
from podlint.pods.handlers import Handler, handlers, spoken_name
from podlint.pods.images.open_ports import moved_ports


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`Liveness probe failed: ... connection refused` and restarts, or never Ready",
    asks_for=("livenessProbe", "readinessProbe", "startupProbe", "lifecycle"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent
        spec:
          containers:
            - name: consul
              image: hashicorp/consul:1.15.4
              args: [agent, -dev, -http-port=8501]
              livenessProbe:
                httpGet: {path: /v1/status/leader, port: 8500}  # finding
                #                                        ^^^^
            - name: metrics
              image: prom/prometheus:v3.1.0
              args: ["--web.listen-address=0.0.0.0:9091"]
              readinessProbe:
                httpGet: {path: /-/ready, port: 9090}  # finding
            - name: dashboards
              image: grafana/grafana:11.4.0
              env:
                - {name: GF_SERVER_HTTP_PORT, value: "8080"}
              readinessProbe:
                tcpSocket: {port: 3000}  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent
        spec:
          containers:
            - name: right-port
              image: hashicorp/consul:1.15.4
              args: [agent, -dev, -http-port=8501]
              readinessProbe: {httpGet: {port: 8501}}
            - name: default-port
              image: prom/prometheus:v3.1.0
              readinessProbe: {httpGet: {port: 9090}}
            - name: other-option-with-this-port
              image: hashicorp/consul:1.15.4
              args: [agent, -dev, -http-port=8502, -grpc-port=8500]
              livenessProbe: {tcpSocket: {port: 8500}}
            - name: other-program
              image: redis:7.4
              command: [/wrapper, --port, "6380"]
              livenessProbe: {tcpSocket: {port: 6379}}
            - name: encrypted
              image: redis:7.4
              args: [--port, "0", --tls-port, "6379"]
              livenessProbe: {tcpSocket: {port: 6379}}
            - name: variable
              image: mongo:7
              args: [--port, $(PORT)]
              livenessProbe: {tcpSocket: {port: 27017}}
            - name: listed-by-neighbour
              image: prom/pushgateway:v1.10.0
              args: ["--web.listen-address=:9095"]
              livenessProbe: {tcpSocket: {port: 9091}}
            - name: neighbour
              image: proxy:2
              ports: [{containerPort: 9091}]
        """,
)
def probe_of_moved_port(pod: PodTarget) -> Problems:
    """A probe or hook uses the default port of a server, but an option sets another port.

    `consul agent -http-port=8501` no longer listens on 8500. podlint knows the options and the
    variables for the ports of some well-known images. It does not report a port that another
    option of the container contains, or that another container lists.

    Set the port of the probe to the new port, or refer to a port by its name.
    """
    for container in pod.spec.all_containers:
        moved = moved_ports(container)
        for name, handler in handlers(container) if moved else ():
            for port, at in _asked(handler):
                if port in moved and not _is_listed(pod, port):
                    yield _problem(container, name, port, at, moved[port])


def _is_listed(pod: PodTarget, port: int) -> bool:
    return any(each.container_port == port for own in pod.spec.all_containers for each in own.ports)


def _asked(handler: Handler) -> list[tuple[int, Place]]:
    """The port that a handler asks in its own Pod, if it is a number."""
    actions = (handler.http_get, handler.tcp_socket, getattr(handler, "grpc", None))
    return [
        (each.port, each.at / "port")
        for each in actions
        if each and isinstance(each.port, int) and not getattr(each, "host", None)
    ]


def _problem(container: Container, name: str, port: int, at: Place, instead: int) -> Problem:
    return Problem(
        f"{spoken_name(name)} of container `{shortened(str(container), 25)}` uses port "
        f"{port}, but the server listens on {instead}",
        at=at,
        related=(Related("the image with this default port", container.at / "image"),),
        why=f"An option or variable sets the port to {instead} instead of {port}, so the "
        f"{spoken_name(name)} fails with `connection refused`.",
        help=f"Set `port` to {instead}.",
    )
