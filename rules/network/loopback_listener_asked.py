"""A server that listens on the loopback interface, and a client outside of the Pod."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.authoring import (
    Container,
    ObjectSet,
    Place,
    PodTarget,
    Problem,
    Problems,
    Related,
    Severity,
    rule,
)
from podlint.document.shortening import shortened
from podlint.pods.commands.listeners import Listener, listeners_of
from podlint.pods.commands.words import has_shell
from podlint.pods.handlers import port_number, spoken_name


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="Unhealthy events with `connection refused`; Running, but never Ready",
    asks_for=("command", "args"),
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
              command: [gunicorn, --bind, "127.0.0.1:8000", "app:app"]  # finding
              #                           ^^^^^^^^^^^^^^^^
              ports:
                - {name: http, containerPort: 8000}
              readinessProbe:
                httpGet: {path: /, port: http}
            - name: api
              image: api:2
              args: [uvicorn, "api:app", --host=localhost, --port, "9000"]  # finding
              livenessProbe:
                tcpSocket: {port: 9000}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports:
            - {port: 80, targetPort: 8080}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          labels: {app: web}
        spec:
          containers:
            - name: app
              image: app:1.4
              args: ["--http.listen-address=127.0.0.1:8080"]  # finding
              ports:
                - containerPort: 8080
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostNetwork: true
          dnsPolicy: ClusterFirstWithHostNet
          containers:
            - name: all-addresses
              image: app:1.4
              command: [gunicorn, --bind, "0.0.0.0:8000", "app:app"]
              readinessProbe:
                httpGet: {path: /, port: 8000}
            - name: own-host
              image: app:1.4
              args: ["--listen=127.0.0.1:8001"]
              readinessProbe:
                httpGet: {path: /, port: 8001, host: 127.0.0.1}
            - name: exec
              image: app:1.4
              args: ["--listen=127.0.0.1:8002"]
              readinessProbe:
                exec: {command: [curl, -f, "http://127.0.0.1:8002/"]}
            - name: client
              image: app:1.4
              args: ["--upstream=http://127.0.0.1:8003", --host=localhost, --port=8003]
              readinessProbe:
                tcpSocket: {port: 8003}
            - name: other-port
              image: app:1.4
              args: ["--listen=127.0.0.1:8004", "--health-listen=:8005"]
              readinessProbe:
                httpGet: {path: /, port: 8005}
            - name: both
              image: app:1.4
              args: ["--listen=127.0.0.1:8006", "--listen=[::]:8006"]
              readinessProbe:
                httpGet: {path: /, port: 8006}
        """,
        """
        # The proxy listens on the same port of the Pod's own address.
        apiVersion: v1
        kind: Service
        metadata:
          name: exporter
        spec:
          selector: {app: exporter}
          ports:
            - {port: 9100, targetPort: https}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: exporter
          labels: {app: exporter}
        spec:
          containers:
            - name: exporter
              image: exporter:1.4
              args: ["--web.listen-address=127.0.0.1:9100"]
            - name: proxy
              image: proxy:1
              args: ["--secure-listen-address=[$(IP)]:9100", "--upstream=http://127.0.0.1:9100/"]
              env:
                - name: IP
                  valueFrom: {fieldRef: {fieldPath: status.podIP}}
              ports:
                - {name: https, containerPort: 9100}
              readinessProbe:
                tcpSocket: {port: 9100}
        """,
    ),
)
def loopback_listener_asked(objects: ObjectSet) -> Problems:
    """A server listens on `127.0.0.1`, but a probe or a Service connects to the Pod's address.

    Only processes in the same Pod can reach a server on the loopback interface. The kubelet sends
    probes from the node to the Pod's address, and a Service forwards connections to this address.
    Both kinds of connection are refused.

    podlint reads options that name a listening address, such as `--listen-address` or `--bind`, and
    `--host` of well-known servers.

    Let the server listen on all addresses, such as `0.0.0.0:8080`. If it must be local, use an
    `exec` probe and no Service.
    """
    for pod in objects.pods():
        for container in pod.spec.all_containers:
            for listener, place in _local(container, pod):
                asker = _asker(listener.port, container, pod, objects)
                if asker is None:
                    continue
                who, at = asker
                yield Problem(
                    f"container `{container}` listens only on "
                    f"`{shortened(listener.host, 20)}:{listener.port}`, but {who} uses the Pod's "
                    "address",
                    at=place,
                    related=(Related("the connection to the Pod's address", at),),
                    why="The connection is refused, because only processes in the Pod can reach "
                    "this address.",
                    help=f"Listen on all addresses, such as `0.0.0.0:{listener.port}`.",
                )


def _local(container: Container, pod: PodTarget) -> Iterator[tuple[Listener, Place]]:
    """The sockets on the loopback interface, if nothing else listens on the same port."""
    words = [*container.command, *container.args]
    if has_shell(words):
        return
    found = listeners_of(words)
    for listener in found:
        others = {each.port for each in found if not each.is_local}
        if not listener.is_local or listener.port in others:
            continue
        if any(_may_listen(each, listener.port) for each in _others(container, pod)):
            continue
        in_command = len(container.command)
        if listener.position < in_command:
            yield listener, container.at / "command" / listener.position
        else:
            yield listener, container.at / "args" / (listener.position - in_command)


def _others(container: Container, pod: PodTarget) -> Iterator[Container]:
    return (each for each in pod.spec.all_containers if each is not container)


def _may_listen(container: Container, port: int) -> bool:
    return any(each.container_port == port for each in container.ports) or any(
        f":{port}" in word for word in (*container.command, *container.args)
    )


def _asker(
    port: int, container: Container, pod: PodTarget, objects: ObjectSet
) -> tuple[str, Place] | None:
    """Who connects to a port from outside of the Pod, and the place that says so."""
    for name, probe in container.probes:
        for action in (probe.http_get, probe.tcp_socket):
            if action and not action.host and port_number(action.port, container) == port:
                return f"the {spoken_name(name)}", action.at / "port"
        if probe.grpc and probe.grpc.port == port:
            return f"the {spoken_name(name)}", probe.grpc.at / "port"
    for service in objects.services_of(pod):
        for each in service.spec.ports if service.spec else ():
            target = each.target_port or each.port
            if port_number(target, container) == port:
                field = "targetPort" if each.target_port else "port"
                return f"Service `{service.name}`", each.at / field
    return None
