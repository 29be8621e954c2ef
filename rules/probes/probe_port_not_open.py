"""A probe or a hook of a port that nothing in the Pod opens."""

import re
from collections.abc import Iterable

from podlint.authoring import Place, PodSpec, PodTarget, Problem, Problems, Severity, pattern, rule
from podlint.pods.handlers import Handler, handlers

_NUMBER = pattern(r"(?<!\d)[1-9]\d{0,4}(?!\d)", re.ASCII)


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="Unhealthy events: connection refused; the Pod is never Ready, or CrashLoopBackOff",
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
    """A probe or a hook asks a port that nothing in the Pod is seen to open.

    The containers of a Pod share their network, so the port of any of them will do, sidecars
    included. `ports` only informs: a program may listen on more than it lists, and programs with a
    health port of their own often do. So this is a practice: it speaks where the container lists
    its ports, the number asked is in no container's list, and no command, argument or environment
    variable of the Pod mentions it. `undefined-probe-port` finds names that surely fail.

    Correct the number, refer to the port by its name, or list the port.
    """
    if pod.spec.host_network:
        return
    known: set[int | None] | None = None
    for container in pod.spec.all_containers:
        listed = [each.container_port for each in container.ports if each.container_port]
        for name, handler in handlers(container) if listed else ():
            target = _target(handler)
            if target is None:
                continue
            known = _known_ports(pod.spec) if known is None else known
            port, at = target
            if port not in known:
                yield Problem(
                    f"{name} asks port {port}, which no container of the Pod lists (container "
                    f"{container.name} lists {_list(listed)})",
                    at=at,
                    why="It fails unless something listens there.",
                    help="Correct the number, or list the port.",
                )


def _list(ports: Iterable[int]) -> str:
    return ", ".join(str(port) for port in dict.fromkeys(ports))


def _target(handler: Handler) -> tuple[int, Place] | None:
    """The port that is asked, if it is a number, and where it is written."""
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
