"""An Ingress that names a port that its Service does not have."""

from podlint.authoring import (
    Ingress,
    ObjectSet,
    Problem,
    Problems,
    Related,
    Service,
    Severity,
    rule,
)
from podlint.document.shortening import listed, shortened
from podlint.models.ingress import ServiceBackendPort


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="`503 Service Temporarily Unavailable`, or the default backend's 404",
    similar={
        "dangling-ingress": (
            "kube-linter also reports an Ingress whose Service is missing; this rule "
            "reports a missing port."
        ),
        "ingress-targets-service": (
            "kube-score also reports an Ingress whose Service is missing; this rule "
            "reports a missing port."
        ),
    },
    asks_for=("backend", "defaultBackend"),
    bad="""
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
        spec:
          defaultBackend:
            service:
              name: web
              port: {number: 8080}  # finding
              #              ^^^^
          rules:
            - http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend:
                      service:
                        name: web
                        port:
                          name: https  # finding
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports:
            - {name: http, port: 80, targetPort: 8080}
        """,
    good="""
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
        spec:
          defaultBackend:
            service: {name: elsewhere, port: {number: 8080}}
          rules:
            - http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend:
                      service: {name: web, port: {name: http}}
                  - path: /api
                    pathType: Prefix
                    backend:
                      service: {name: web, port: {number: 80}}
                  - path: /redirect
                    pathType: Prefix
                    backend:
                      service: {name: web, port: {name: use-annotation}}
                  - path: /peers
                    pathType: Prefix
                    backend:
                      service: {name: peers, port: {number: 7000}}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector: {app: web}
          ports:
            - {name: http, port: 80, targetPort: 8080}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: peers
        spec:
          clusterIP: None
          selector: {app: web}
        """,
)
def unknown_service_port(objects: ObjectSet) -> Problems:
    """An Ingress sends requests to a port that its Service does not have.

    A backend refers to a port of the Service, by `name` or `number`. It does not refer to the
    `targetPort` or to a port of the container. podlint checks only Services in the same manifests.

    Use the name or number of a port of the Service.
    """
    for ingress in objects.whole(Ingress):
        for backend in ingress.backends:
            service = objects.find("Service", backend.name, ingress)
            if not isinstance(service, Service) or objects.is_fragment(service):
                continue
            port = backend.port
            if service.spec is None or not service.spec.ports or port is None:
                continue
            if service.spec.type != "ExternalName" and not _has(service, port):
                known = [
                    f"{each.name} ({each.port})" if each.name else str(each.port)
                    for each in service.spec.ports
                ]
                ports = shortened(listed(known, "or"), 90)
                yield Problem(
                    f"Ingress refers to port `{port.name or port.number}`, which Service "
                    f"`{service.name}` does not have",
                    at=port.at / ("name" if port.name else "number"),
                    related=(Related("the ports of the Service", service.spec.at / "ports"),),
                    why="The Ingress controller answers these requests with 503.",
                    help=f"Use a port of the Service, not of the Pod: {ports}.",
                )


def _has(service: Service, port: ServiceBackendPort) -> bool:
    assert service.spec is not None
    if port.name == "use-annotation":  # of the AWS load balancer controller
        return True
    if port.name:
        return any(each.name == port.name for each in service.spec.ports)
    return port.number is None or any(each.port == port.number for each in service.spec.ports)
