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
from podlint.models.service import ServicePort
from podlint.pods.images.open_ports import open_ports_of_pod
from podlint.relations.traffic import (
    is_forgotten,
    may_receive,
    other_protocol,
    running,
    target_of,
)


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=("`connection refused` or timeouts at the Service; EndpointSlices without that port"),
    asks_for=("Service",),
    bad=(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
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
        metadata: {name: datagrams}
        spec:
          selector: {app: web}
          ports:
            - {name: http, port: 80, protocol: UDP, targetPort: http}  # finding
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: metrics}
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
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  ports: [{name: http, containerPort: 8080}, {containerPort: 9100}]
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          selector: {app: web}
          ports:
            - port: 80
              targetPort: 8080  # finding
              #           ^^^^
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: web, image: nginx:1.27}]
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          selector: {app: web}
          ports:
            - {name: http, port: 80, targetPort: http}
            - {name: proxy, port: 15021}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: elsewhere}
        spec:
          selector: {app: elsewhere}
          ports: [{port: 80}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web, tier: front}}
            spec:
              initContainers:
                - name: proxy
                  image: proxy:2
                  restartPolicy: Always
                  ports: [{containerPort: 15021}]
              containers: [{name: app, image: app:1.4, ports: [{name: http, containerPort: 8080}]}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: api}
        spec:
          selector: {app: api}
          ports: [{port: 80, targetPort: 9000}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: api, labels: {app: api}}
        spec:
          containers:
            - name: metrics
              image: metrics:1
              ports: [{containerPort: 9100}]
            - name: api
              image: api:1
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          selector: {app: web}
          ports:
            - {name: http, port: 8080}
            - {name: syslog, port: 514, protocol: UDP}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
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

    Kubernetes looks up a named `targetPort` among the ports of each selected Pod, including the
    ports of sidecars. A Pod without a port of that name and the same protocol gets no traffic. A
    port number works whether or not a container declares it, so podlint reports a number only in
    the profile `strict`. It then reports the number only if all containers of the selected Pods
    declare ports, and no port of the Service refers to any of these ports. podlint does not report
    a Service whose Pods are not in the same manifests.

    A number is a warning if all containers run well-known servers, nothing in the manifest changes
    the ports of these servers, and no container opens or declares this port. It is also a warning
    if there is no `targetPort`, the port is below 1024, and the Pods declare only ports above.

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
                target = target_of(port)
                if _is_certain(port) and all(_is_closed(pod, target) for pod in pods):
                    yield _problem(service, port, pods, certain=True)
                elif not any(may_receive(pod, service.spec, port) for pod in pods):
                    yield _problem(service, port, pods)


def _is_certain(port: ServicePort) -> bool:
    return isinstance(target_of(port), int) and port.protocol in (None, "TCP")


def _is_closed(pod: PodTarget, target: int | str | None) -> bool:
    """Whether it is certain that no container of the Pod listens on a port, or declares it."""
    declared = {port.container_port for each in running(pod) for port in each.ports}
    opened = open_ports_of_pod(pod)
    return opened is not None and target not in opened and target not in declared


def _problem(
    service: Service, port: ServicePort, pods: Sequence[PodTarget], *, certain: bool = False
) -> Problem:
    key = "targetPort" if port.target_port is not None else "port"
    target = target_of(port)
    ports = listed(sorted({str(each) for pod in pods for each in _declared(pod)}), "or")
    if certain:
        opened = sorted(frozenset().union(*(open_ports_of_pod(pod) or () for pod in pods)))
        usual = shortened(listed([str(each) for each in opened], "or"), 40)
        return Problem(
            f"Service `{shortened(service.name or '', 40)}` sends traffic to port {target}, but "
            f"its Pods listen on {usual}",
            severity=Severity.WARNING,
            at=port.at / key,
            related=(Related("the Service selects this Pod", pods[0].spec.at),),
            why=f"Nothing in the Pods listens on {target}, so connections are refused.",
            help=f"Set `targetPort` to {usual}.",
        )
    protocol = port.protocol or "TCP"
    other = other_protocol(target, pods)
    if other:
        return Problem(
            f"Service `{shortened(service.name or '', 40)}` sends {protocol} to port `{target}`, "
            f"which its Pods declare for {other}",
            at=port.at / ("protocol" if port.protocol else key),
            related=(Related("the Service selects this Pod", pods[0].spec.at),),
            why="The Service has no endpoints for this port, because the protocols must be equal.",
            help=f"Set `protocol: {other}` in the Service, or `protocol: {protocol}` in the Pods.",
        )
    return Problem(
        f"Service `{shortened(service.name or '', 40)}` sends traffic to port `{target}`, which "
        "its Pods do not declare",
        severity=None if isinstance(target, str) or is_forgotten(port, pods) else Severity.INFO,
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
