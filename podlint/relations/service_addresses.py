"""The Services that manifests name in URLs and in addresses such as ``db:5432``.

A program resolves the name of a Service in its own namespace, ``NAME.NAMESPACE`` and
``NAME.NAMESPACE.svc`` in any one.

Source: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from podlint.document import Place
from podlint.document.numerals import whole_number
from podlint.models.service import Service
from podlint.relations.object_set import ObjectSet, together
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from podlint.models import Container, KubernetesObject

__all__ = ["ServiceAddress", "service_addresses"]

_DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_HOST = r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*"
_URL = pattern(
    rf"\b(?P<scheme>[a-z][a-z0-9+]*)://(?:[^@/\s\"'$]*@)?(?P<host>{_HOST})(?::(?P<port>\d{{1,5}}))?"
    r"(?=[/?#\s\"',;)\]}]|\\|$)"
)
_PAIRS = pattern(rf"(?:{_HOST}:\d{{1,5}})(?:,{_HOST}:\d{{1,5}})*")
_IMAGE = pattern(r"image|tag|version", 2)
_LOWEST = 80
"""Without a scheme, a smaller number is more probably a version, as in ``redis:7``."""


class ServiceAddress(Frozen):
    """The address of a Service that a container uses.

    Attributes:
        service: The Service; all its variants in the unit, if there are several.
        host: The host as written.
        port: The port, written or the default of the scheme.
        at: The value that contains the address.
        user: What contains the value, as a message names it.
        default: The port is the default of the scheme.
    """

    service: tuple[Service, ...]
    host: str
    port: int
    at: Place
    user: str
    default: bool


def service_addresses(objects: ObjectSet) -> Iterator[ServiceAddress]:
    """The addresses of the unit's Services in variables, commands and arguments of its Pods."""
    services: dict[str, list[Service]] = {}
    for service in objects.of(Service):
        services.setdefault(service.name or "", []).append(service)
    if not services:
        return
    for pod in objects.pods():
        aliases = {name for alias in pod.spec.host_aliases for name in alias.hostnames}
        for container in pod.spec.all_containers:
            for text, at, user, paired in _texts(container):
                for host, port, default in _addresses(text, paired=paired):
                    found = _named(host, services, pod.owner)
                    if found and host not in aliases:
                        yield ServiceAddress(found, host, port, at, user, default)


def _texts(container: Container) -> Iterator[tuple[str, Place, str, bool]]:
    """The texts of a container, their places, what they are, and whether pairs count."""
    for variable in container.env:
        if variable.value:
            paired = not _IMAGE.search(variable.name or "")
            yield variable.value, variable.at / "value", f"variable `{variable.name}`", paired
    for field, words in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(words):
            if word:
                at = container.at / field / index
                yield word, at, f"`{field}` of container {container.name}", False


def _addresses(text: str, *, paired: bool) -> Iterator[tuple[str, int, bool]]:
    seen = set()
    for found in _URL.finditer(text):
        port = whole_number(found["port"]) if found["port"] else None
        asked = port or _DEFAULT_PORTS.get(found["scheme"])
        if asked and (found["host"], asked) not in seen:
            seen.add((found["host"], asked))
            yield found["host"], asked, port is None
    if paired and _PAIRS.fullmatch(text):
        for pair in text.split(","):
            host, _, digits = pair.partition(":")
            port = whole_number(digits)
            if port and port >= _LOWEST:
                yield host, port, False


def _named(
    host: str, services: dict[str, list[Service]], asker: KubernetesObject
) -> tuple[Service, ...]:
    name, _, rest = host.partition(".")
    namespace, _, domain = rest.partition(".")
    if domain and domain.split(".")[0] != "svc":
        return ()
    asked = namespace or asker.namespace
    return tuple(
        each
        for each in services.get(name, ())
        if together(asked, each.namespace) and (not namespace or each.namespace)
    )
