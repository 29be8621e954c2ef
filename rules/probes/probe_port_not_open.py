"""A probe or hook of a port that no container of the Pod opens."""

import re
from collections.abc import Iterable

from podlint.authoring import (
    Container,
    Place,
    PodSpec,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    pattern,
    rule,
)
from podlint.document.shortening import listed, shortened
from podlint.pods.handlers import Handler, handlers, spoken_name
from podlint.pods.images.open_ports import moved_ports, open_ports, open_ports_of_pod

_NUMBER = pattern(r"(?<!\d)[1-9]\d{0,4}(?!\d)", re.ASCII)


@rule(
    severity=Severity.INFO,
    at_most=Severity.WARNING,
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
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: nginxinc/nginx-unprivileged:1.27
              ports: [{containerPort: 8080}]
              readinessProbe:
                httpGet: {path: /, port: 80}  # finding
            - name: cache
              image: redis:7.4
              args: [--appendonly, "yes"]
              livenessProbe:
                tcpSocket:
                  port: 6380  # finding
                  #     ^^^^
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
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: nginx:1.27
              livenessProbe: {tcpSocket: {port: 80}}
              readinessProbe: {tcpSocket: {port: 6379}}
            - name: cache
              image: redis:7.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: configured
        spec:
          containers:
            - name: web
              image: nginx:1.27
              readinessProbe: {httpGet: {port: 8080}}
              volumeMounts:
                - {name: settings, mountPath: /etc/nginx/conf.d}
          volumes:
            - name: settings
              configMap: {name: settings}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: beside-an-unknown-program
        spec:
          containers:
            - name: web
              image: nginx:1.27
              readinessProbe: {httpGet: {port: 8080}}
            - name: app
              image: app:1.4
        """,
    ),
)
def probe_port_not_open(pod: PodTarget) -> Problems:
    """A probe or hook uses a port that no container of the Pod lists.

    The containers of a Pod share a network namespace, so a probe can reach the ports of all
    containers, including sidecars. `ports` is only informational: a program may listen on more
    ports than its container lists, and programs with a separate health port often do. For this
    reason, only the strict profile reports such probes. podlint reports a port only if the
    container lists other ports, and no container lists this port. It does not report a port number
    that appears in a command, argument or environment variable of the Pod. `undefined-probe-port`
    reports port names that the container does not define, which always fail.

    For servers of well-known images, podlint knows which ports are open, unless an argument,
    variable, mounted file or hook changes the ports. If all containers of the Pod run such servers,
    podlint reports other ports as a warning. `probe-of-moved-port` reports a default port that an
    option replaces.

    Correct the number, refer to the port by its name, or list the port.
    """
    if pod.spec.host_network:
        return
    known: set[int | None] | None = None
    opened = open_ports_of_pod(pod)
    for container in pod.spec.all_containers:
        own = [each.container_port for each in container.ports if each.container_port]
        for name, handler in handlers(container) if own or opened else ():
            target = _target(handler)
            if target is None:
                continue
            known = _known_ports(pod.spec) if known is None else known
            port, at = target
            if opened and port not in opened and port not in _listed(pod.spec):
                yield _not_opened(container, name, port, at, opened)
            elif own and port not in known and port not in moved_ports(container):
                yield Problem(
                    f"{spoken_name(name)} of container `{container}` uses port {port}, which "
                    "no container declares",
                    at=at,
                    why=f"Container `{container}` declares only ports {_list(own)}. The "
                    f"{spoken_name(name)} fails unless a program listens on {port}.",
                    help=f"Set `port` to {_list(own, 'or')}, or add "
                    f"`containerPort: {port}` to `ports` if the program listens on it.",
                )


def _not_opened(
    container: Container, name: str, port: int, at: Place, opened: frozenset[int]
) -> Problem:
    """A problem of a port that no server of the Pod opens."""
    usual = sorted(open_ports(container) or opened)
    return Problem(
        f"{spoken_name(name)} of container `{shortened(str(container), 30)}` uses port "
        f"{port}, but its image listens on {_list(usual)}",
        severity=Severity.WARNING,
        at=at,
        related=(Related("image that opens other ports", container.at / "image"),),
        why=f"Nothing in the Pod listens on {port}, so the {spoken_name(name)} fails with "
        "`connection refused`.",
        help=f"Set `port` to {_list(usual, 'or')}, or configure the server to listen on {port}.",
    )


def _listed(spec: PodSpec) -> set[int | None]:
    return {port.container_port for each in spec.all_containers for port in each.ports}


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
