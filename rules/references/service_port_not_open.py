"""A Service that sends traffic to a port that its Pods do not declare."""

from collections.abc import Iterator, Sequence

from podlint.authoring import (
    ObjectSet,
    PodTarget,
    Problem,
    Problems,
    Related,
    Service,
    Severity,
    rule,
)
from podlint.document.shortening import listed, shortened
from podlint.models.service import ServicePort, ServiceSpec
from podlint.pods.images.open_ports import open_ports_of_pod
from podlint.relations.traffic import running


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("`connection refused` or timeouts at the Service; EndpointSlices without that port"),
    asks_for=("Service",),
    bad=(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports:
            - name: http
              port: 80
              targetPort: htpp  # finding
              #           ^^^^
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: metrics
        spec:
          selector: {app: web}
          ports:
            - name: metrics
              port: 9100
              targetPort: 9110  # finding
              #           ^^^^
        ---
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
              containers:
                - name: app
                  image: app:1.4
                  ports:
                    - {name: http, containerPort: 8080}
                    - {name: metrics, containerPort: 9100}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports:
            - port: 80
              targetPort: 8080  # finding
              #           ^^^^
        ---
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
              containers:
                - name: web
                  image: nginx:1.27
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports:
            - {name: http, port: 80, targetPort: http}
            - {name: proxy, port: 15021}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: elsewhere
        spec:
          selector: {app: elsewhere}
          ports: [{port: 80}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web, tier: front}
            spec:
              initContainers:
                - name: proxy
                  image: proxy:2
                  restartPolicy: Always
                  ports: [{containerPort: 15021}]
              containers:
                - name: app
                  image: app:1.4
                  ports: [{name: http, containerPort: 8080}]
        """,
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports:
            - {name: http, port: 8080}
            - {name: syslog, port: 514, protocol: UDP}
        ---
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
              containers:
                - name: web
                  image: nginx:1.27
                  volumeMounts:
                    - {name: site, mountPath: /etc/nginx/nginx.conf, subPath: nginx.conf}
              volumes:
                - name: site
                  configMap: {name: site}
        """,
    ),
)
def service_port_not_open(objects: ObjectSet) -> Problems:
    """A Service sends traffic to a port that none of its Pods declares.

    Kubernetes looks up a named `targetPort` among the ports of each selected Pod, including those
    of sidecars. A Pod without a port of that name gets no traffic. A port number works whether or
    not a container declares it, so podlint reports a number only in the profile `strict`. It also
    requires that the selected Pods declare ports, and that no port of the Service refers to any of
    them. podlint does not report a Service whose Pods are not in the same manifests.

    A number is a warning if all selected Pods run servers of well-known images
    whose ports nothing changes, and none of them opens or declares this port.

    Set `targetPort` to the name or number of a port that the Pods declare.
    """
    if not objects.all_read:
        return
    for service in objects.whole(Service):
        if service.spec is None:
            continue
        pods = list(objects.selected(service.spec.selector, service.namespace))
        if pods and not any(pod.partial or objects.is_fragment(pod.owner) for pod in pods):
            for port in service.spec.ports:
                target = _target(port)
                if _is_certain(port) and all(_is_closed(pod, target) for pod in pods):
                    yield _problem(service, port, pods, certain=True)
                elif not any(_may_open(pod, service.spec, target) for pod in pods):
                    yield _problem(service, port, pods)


def _target(port: ServicePort) -> int | str | None:
    return port.target_port if port.target_port not in (None, 0, "") else port.port


def _is_certain(port: ServicePort) -> bool:
    return isinstance(_target(port), int) and port.protocol in (None, "TCP")


def _is_closed(pod: PodTarget, target: int | str | None) -> bool:
    """Whether it is certain that no container of the Pod listens on a port, or declares it."""
    declared = {port.container_port for each in running(pod) for port in each.ports}
    opened = open_ports_of_pod(pod)
    return opened is not None and target not in opened and target not in declared


def _problem(
    service: Service, port: ServicePort, pods: Sequence[PodTarget], *, certain: bool = False
) -> Problem:
    key = "targetPort" if port.target_port is not None else "port"
    target = _target(port)
    ports = listed(sorted({str(each) for pod in pods for each in _declared(pod)}), "or")
    if certain:
        opened = sorted(frozenset().union(*(open_ports_of_pod(pod) or () for pod in pods)))
        usual = shortened(listed([str(each) for each in opened], "or"), 40)
        return Problem(
            f"Service {shortened(service.name or '', 40)} sends traffic to port {target}, but its "
            f"Pods listen on {usual}",
            severity=Severity.WARNING,
            at=port.at / key,
            related=(Related("the Service selects this Pod", pods[0].spec.at),),
            why=f"Nothing in the Pods listens on {target}, so connections are refused.",
            help=f"Set `targetPort` to {usual}.",
        )
    return Problem(
        f"Service {shortened(service.name or '', 40)} sends traffic to port `{target}`, which its "
        "Pods do not declare",
        severity=None if isinstance(target, str) else Severity.INFO,
        at=port.at / key,
        related=(Related("the Service selects this Pod", pods[0].spec.at),),
        why="The Service has no endpoints for this port, so connections to it fail."
        if isinstance(target, str)
        else f"Connections to this port fail unless a program in the Pods listens on {target}.",
        help=f"Set `targetPort` to a port that the Pods declare: {shortened(ports, 80)}."
        if ports
        else f"Add a container port with `name: {target}` to the Pods, or use a port number.",
    )


def _declared(pod: PodTarget) -> Iterator[str | int]:
    for container in running(pod):
        for port in container.ports:
            if port.container_port is not None:
                yield f"{port.name} ({port.container_port})" if port.name else port.container_port


def _may_open(pod: PodTarget, service: ServiceSpec, target: int | str | None) -> bool:
    ports = [port for container in running(pod) for port in container.ports]
    if isinstance(target, str):
        return any(port.name == target for port in ports)
    numbers = {port.container_port for port in ports}
    return not ports or any(_target(port) in numbers for port in service.ports)
