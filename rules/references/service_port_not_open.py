"""A Service that sends traffic to a port its Pods do not open."""

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
from podlint.models.service import ServicePort, ServiceSpec
from podlint.relations.traffic import running


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="connection refused or timed out at the Service; EndpointSlices without that port",
    asks_for=("Service",),
    bad="""
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
    good="""
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
)
def service_port_not_open(objects: ObjectSet) -> Problems:
    """A Service's target port is open in none of the Pods that the Service selects.

    A `targetPort` that is a name is looked up among the ports of each selected Pod, sidecars
    included; a Pod that has no such name gets no traffic. A number works whether or not a container
    lists it, so it is reported only if the selected Pods list ports and none of them is a port of
    the Service.

    Write the name or number of a port of the Pods. Nothing is said of a Service whose Pods are not
    in the same unit.
    """
    if not objects.all_read:
        return
    for service in objects.whole(Service):
        if service.spec is None:
            continue
        pods = list(objects.selected(service.spec.selector, service.namespace))
        if pods and not any(pod.partial or objects.is_fragment(pod.owner) for pod in pods):
            for port in service.spec.ports:
                if not any(_may_open(pod, service.spec, _target(port)) for pod in pods):
                    yield _problem(service, port, pods)


def _target(port: ServicePort) -> int | str | None:
    return port.target_port if port.target_port not in (None, 0, "") else port.port


def _problem(service: Service, port: ServicePort, pods: Sequence[PodTarget]) -> Problem:
    key = "targetPort" if port.target_port is not None else "port"
    listed = sorted({str(each) for pod in pods for each in _listed(pod)})
    return Problem(
        f"Service {service.name} sends traffic to port {_target(port)}, but its Pods list "
        f"{', '.join(listed[:8]) or 'no ports'}",
        at=port.at / key,
        related=(Related("a Pod that it selects", pods[0].spec.at),),
        why="Connections are refused.",
        help="Name a port of the Pods.",
    )


def _listed(pod: PodTarget) -> Iterator[str | int]:
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
