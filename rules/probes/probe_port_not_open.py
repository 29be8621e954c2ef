"""A probe or hook of a port that no container of the Pod opens."""

import re
from collections.abc import Iterable

from podlint.authoring import Place, PodSpec, PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.document.shortening import listed, shortened
from podlint.pods.handlers import Handler, handlers, spoken_name

_NUMBER = pattern(r"(?<!\d)[1-9]\d{0,4}(?!\d)", re.ASCII)


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom=(
        "Unhealthy events with `connection refused`; a Pod that is never Ready, "
        "or `CrashLoopBackOff`"
    ),
    asks_for=("livenessProbe", "readinessProbe", "startupProbe", "lifecycle"),
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
              ports:
                - name: http
                  containerPort: 8080
              livenessProbe:
                httpGet:
                  port: 8008  # finding
                  #     ^^^^
              lifecycle:
                preStop:
                  httpGet: {path: /drain, port: 8081}  # finding
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
              ports: [{name: http, containerPort: 8080}]
            - name: metrics
              image: metrics:1.4
              ports: [{name: metrics, containerPort: 9100}]
              readinessProbe: {tcpSocket: {port: 9000}}  # finding
              #                                  ^^^^
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              ports:
                - containerPort: 15021
          containers:
            - name: app
              image: app:1.4
              ports:
                - name: http
                  containerPort: 8080
              livenessProbe:
                httpGet:
                  port: 8080
              readinessProbe:
                httpGet:
                  port: 15021
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: manager
        spec:
          containers:
            - name: manager
              image: manager:1.4
              args: ["--health-probe-bind-address=:8081"]
              ports:
                - containerPort: 9443
              livenessProbe:
                httpGet:
                  port: 8081
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
              livenessProbe:
                httpGet:
                  port: 8080
        """,
    ),
)
def probe_port_not_open(pod: PodTarget) -> Problems:
    """A probe or hook uses a port that no container of the Pod lists.

    The containers of a Pod share a network namespace, so a probe can reach the ports of all of
    them, including sidecars. `ports` is only informational: a program may listen on more ports than
    its container lists, and programs with a separate health port often do. For this reason, only
    the strict profile reports such probes. podlint reports a port only if the container lists other
    ports, and no container lists this port. It also does not report a port number that appears in a
    command, argument or environment variable of the Pod. `undefined-probe-port` reports port names
    that the container does not define, which always fail.

    Correct the number, refer to the port by its name, or list the port.
    """
    if pod.spec.host_network:
        return
    known: set[int | None] | None = None
    for container in pod.spec.all_containers:
        own = [each.container_port for each in container.ports if each.container_port]
        for name, handler in handlers(container) if own else ():
            target = _target(handler)
            if target is None:
                continue
            known = _known_ports(pod.spec) if known is None else known
            port, at = target
            if port not in known:
                yield Problem(
                    f"{spoken_name(name)} of container {container.name} uses port {port}, which no "
                    "container lists in `ports`",
                    at=at,
                    why=f"Container {container.name} lists only {_list(own)}. The "
                    f"{spoken_name(name)} fails unless a program listens on {port}.",
                    help=f"Set `port` to {_list(own, 'or')}, or add "
                    f"`containerPort: {port}` to `ports` if the program listens on it.",
                )


def _list(ports: Iterable[int], conjunction: str = "and") -> str:
    return shortened(listed([str(port) for port in dict.fromkeys(ports)], conjunction), 40)


def _target(handler: Handler) -> tuple[int, Place] | None:
    """The port that is checked, if it is a number, and where it is written."""
    for action in (handler.http_get, handler.tcp_socket, getattr(handler, "grpc", None)):
        if action is not None:
            elsewhere = getattr(action, "host", None)
            if isinstance(action.port, int) and not elsewhere:
                return action.port, action.at / "port"
    return None


def _known_ports(pod: PodSpec) -> set[int | None]:
    """The ports that a container lists, and every number that a command or variable mentions."""
    return {
        *(port.container_port for each in pod.all_containers for port in each.ports),
        *(
            int(number)
            for each in pod.all_containers
            for text in (*each.command, *each.args, *(env.value or "" for env in each.env))
            for number in _NUMBER.findall(text)
        ),
    }
