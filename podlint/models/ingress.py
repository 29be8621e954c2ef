"""Ingress: routes requests from outside the cluster to Services."""

from .excerpt import Excerpt, ExcerptObject
from .scalar import Int32

__all__ = [
    "HTTPIngressPath",
    "HTTPIngressRuleValue",
    "Ingress",
    "IngressBackend",
    "IngressRule",
    "IngressServiceBackend",
    "IngressSpec",
    "ServiceBackendPort",
]


class ServiceBackendPort(Excerpt):
    """A port of the Service, by its name or its number.

    API type: `networking/v1 ServiceBackendPort`.
    """

    name: str | None = None
    number: Int32 | None = None


class IngressServiceBackend(Excerpt):
    """A port of a Service.

    API type: `networking/v1 IngressServiceBackend`.
    """

    name: str | None = None
    port: ServiceBackendPort | None = None


class IngressBackend(Excerpt):
    """The backend of requests.

    API type: `networking/v1 IngressBackend`, in part.
    """

    service: IngressServiceBackend | None = None


class HTTPIngressPath(Excerpt):
    """A path and its backend.

    API type: `networking/v1 HTTPIngressPath`, in part.
    """

    backend: IngressBackend | None = None


class HTTPIngressRuleValue(Excerpt):
    """The paths of a host.

    API type: `networking/v1 HTTPIngressRuleValue`.
    """

    paths: list[HTTPIngressPath] = []


class IngressRule(Excerpt):
    """A host and its paths.

    API type: `networking/v1 IngressRule`, in part.
    """

    http: HTTPIngressRuleValue | None = None


class IngressSpec(Excerpt):
    """Hosts, paths and the Services behind them.

    API type: `networking/v1 IngressSpec`, in part.
    """

    default_backend: IngressBackend | None = None
    rules: list[IngressRule] = []


class Ingress(ExcerptObject):
    """Routes requests from outside the cluster to Services.

    API type: `networking/v1 Ingress`, in part.
    """

    spec: IngressSpec | None = None

    @property
    def backends(self) -> list[IngressServiceBackend]:
        """All Services that the Ingress names, in order."""
        if self.spec is None:
            return []
        paths = [path for each in self.spec.rules if each.http for path in each.http.paths]
        found = [self.spec.default_backend, *(path.backend for path in paths)]
        return [each.service for each in found if each and each.service]
