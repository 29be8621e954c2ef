"""A container port on which the server of the image does not listen."""

from podlint.authoring import (
    Container,
    ContainerPort,
    ObjectSet,
    PodTarget,
    Problem,
    Problems,
    Severity,
    rule,
)
from podlint.document.shortening import listed, shortened
from podlint.pods.handlers import handlers, port_number
from podlint.pods.images.families import name_of
from podlint.pods.images.open_ports import open_ports

_HIGHEST = 65535


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`connection refused` at the Service or the probe; Running, but never Ready",
    asks_for=("containerPort",),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: nginxinc/nginx-unprivileged:1.27
              ports:
                - containerPort: 80  # finding
                  #              ^^
            - name: queue
              image: rabbitmq:4.1
              ports:
                - {name: amqp, containerPort: 5672}
                - {name: console, containerPort: 15672}  # finding
              livenessProbe:
                tcpSocket: {port: console}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: console
        spec:
          selector: {app: queue}
          ports: [{port: 15672}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: queue
        spec:
          selector:
            matchLabels: {app: queue}
          template:
            metadata:
              labels: {app: queue}
            spec:
              containers:
                - name: queue
                  image: rabbitmq:4.1-alpine
                  ports:
                    - containerPort: 5672
                    - containerPort: 15672  # finding
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
            - name: cache
              image: redis:7.4
              restartPolicy: Always
              args: [--port, "6380"]
              ports: [{containerPort: 6380}]
          containers:
            - name: web
              image: nginxinc/nginx-unprivileged:1.27
              ports: [{containerPort: 8080}]
            - name: own-settings
              image: nginx:1.27
              ports: [{containerPort: 8081}]
              volumeMounts:
                - {name: settings, mountPath: /etc/nginx/templates}
            - name: one-of-two
              image: nginx:1.27
              ports:
                - containerPort: 80
                - containerPort: 443
            - name: console
              image: rabbitmq:4.1-management-alpine
              ports:
                - {name: amqp, containerPort: 5672}
                - {name: console, containerPort: 15672}
            - name: told
              image: grafana/grafana:12.0.0
              env: [{name: GF_SERVER_HTTP_PORT, value: "3001"}]
              ports: [{containerPort: 3001}]
            - name: own-program
              image: nginx:1.27
              command: [/app/serve]
              ports: [{containerPort: 8082}]
            - name: own-image
              image: registry.example.com/nginx:1.27
              ports: [{containerPort: 8083}]
            - name: datagrams
              image: memcached:1.6
              ports: [{containerPort: 11211, protocol: UDP}]
          volumes:
            - name: settings
              configMap: {name: settings}
        """,
    ),
)
def unopened_container_port(objects: ObjectSet) -> Problems:
    """A container declares a port on which the server of its image does not listen.

    `containerPort` does not make a program listen on a port. A Service or a probe that refers to
    the port gets `connection refused`.

    podlint knows the ports of well-known images. It does not report containers whose arguments,
    environment variables, mounted files or hooks may change the ports. If the container also
    declares a port that is open, podlint reports the other ports only if a probe or a Service uses
    them.

    Set `containerPort` to the port of the image, or configure the server to listen on the declared
    port.
    """
    for pod in objects.whole_pods():
        for container in pod.spec.all_containers:
            declared = [
                each
                for each in container.ports
                if 0 < (each.container_port or 0) <= _HIGHEST and each.protocol in (None, "TCP")
            ]
            opened = open_ports(container) if declared else None
            if not opened or container.sort == "ephemeral":
                continue
            closed = [each for each in declared if each.container_port not in opened]
            asked = _asked(container, objects, pod) if closed else set()
            for port in closed:
                if len(closed) == len(declared) or {port.container_port, port.name} & asked:
                    yield _problem(container, port, opened)


def _problem(container: Container, port: ContainerPort, opened: frozenset[int]) -> Problem:
    usual = shortened(listed([str(each) for each in sorted(opened)], "or"), 40)
    image = shortened(name_of(container.image or "") or "", 35)
    number = port.container_port
    return Problem(
        f"container `{shortened(str(container), 30)}` declares port {number}, but image "
        f"{image} listens on {usual}",
        at=port.at / "containerPort",
        why=f"Nothing in the container listens on {number}, so connections are refused.",
        help=f"Set `containerPort` to {usual}, or configure the server to listen on {number}.",
    )


def _asked(container: Container, objects: ObjectSet, pod: PodTarget) -> set[int | str | None]:
    """The ports of a container that probes, hooks and Services use, as numbers or names."""
    handled = {
        port_number(action.port, container)
        for _, handler in handlers(container)
        for action in (handler.http_get, handler.tcp_socket)
        if action is not None
    }
    served = {
        each.port if each.target_port is None else each.target_port
        for service in objects.services_of(pod)
        for each in (service.spec.ports if service.spec else ())
    }
    return (handled | served) - {None}
