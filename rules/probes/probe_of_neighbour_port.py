"""A probe that kills one container if another does not respond."""

from podlint.authoring import (
    Container,
    ContainerPort,
    Place,
    Probe,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.pods.handlers import port_number, spoken_name

_FAULTS = {"livenessProbe": "hangs", "startupProbe": "fails to start"}
"""What the probe detects in the other container."""


@rule(
    severity=Severity.INFO,
    since="0.1",
    asks_for=("livenessProbe", "startupProbe"),
    symptom=(
        "restarts of one container while another container of the Pod hangs, "
        "with Unhealthy events, then Killing and `CrashLoopBackOff`"
    ),
    bad=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              initContainers:
                - name: proxy
                  image: proxy:2
                  restartPolicy: Always
                  ports: [{containerPort: 15021}]
              containers:
                - name: app
                  image: app:1.4
                  ports: [{containerPort: 8080}]
                  livenessProbe:
                    httpGet: {path: /ready, port: 15021}  # finding
                    #                             ^^^^^
                - name: exporter
                  image: exporter:1
                  startupProbe:
                    tcpSocket: {port: 8080}  # finding
        """,
    ),
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              ports: [{containerPort: 15021}]
              livenessProbe:
                httpGet: {path: /ready, port: 15021}
          containers:
            - name: app
              image: app:1.4
              ports: [{containerPort: 8080}]
              livenessProbe:
                httpGet: {path: /live, port: 8081}
              readinessProbe:
                httpGet: {path: /ready, port: 15021}
            - name: exporter
              image: exporter:1
              livenessProbe:
                tcpSocket: {host: 10.0.0.7, port: 8080}
        """,
)
def probe_of_neighbour_port(container: Container) -> Problems:
    """A liveness or startup probe checks a port that another container of the Pod opens.

    The containers of a Pod share a network namespace, so a probe can reach the ports of all
    containers, including sidecars. But the kubelet always kills the container that has the probe.
    The other container, which does not respond, keeps running.

    podlint does not report readiness probes, because the readiness of any container affects the
    whole Pod. Some sidecars report the health of another container, such as the `livenessprobe`
    sidecar of CSI drivers. In this case, also list the port in the container with the probe.
    podlint then does not report the probe.

    Move the probe to the container that opens the port, or check a port of this container.
    """
    probes = ("livenessProbe", container.liveness_probe), ("startupProbe", container.startup_probe)
    for name, probe in probes:
        target = _target(probe) if probe else None
        if target is None:
            continue
        port_asked, place = target
        number = port_number(port_asked, container)
        found = _opened_by(number, container)
        if found:
            other, port = found
            yield Problem(
                f"{spoken_name(name)} of container `{container}` checks port {number} of "
                f"container `{other}`",
                at=place,
                related=(Related("the port is listed here", port.at),),
                why=f"If `{other}` {_FAULTS[name]}, the kubelet kills `{container}` instead.",
                help=f"Move the probe to container `{other}`, or check a port of container "
                f"`{container}`.",
            )


def _target(probe: Probe) -> tuple[int | str | None, Place] | None:
    for action in (probe.http_get, probe.tcp_socket, probe.grpc):
        if action is not None:
            elsewhere = getattr(action, "host", None)
            return None if elsewhere else (action.port, action.at / "port")
    return None


def _opened_by(
    number: int | str | None, container: Container
) -> tuple[Container, ContainerPort] | None:
    """The other container that lists a port, if the container itself does not."""
    if any(port.container_port == number for port in container.ports) or container.pod is None:
        return None
    for other in container.pod.all_containers:
        for port in other.ports:
            if port.container_port == number and port.protocol in (None, "TCP"):
                return other, port
    return None
