"""Host names in the environment and the command lines of containers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from podlint.pods.commands.connections import connections_of
from podlint.pods.commands.words import command_line
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import Container

__all__ = ["NamedHost", "named_hosts"]

_URL = pattern(r"\b[a-z][a-z0-9+.-]*://(?:[^/@\s]*@)?(?P<host>[A-Za-z0-9.-]+)")
_IN_CLUSTER = pattern(
    r"(?<![\w.-])(?P<host>[a-z0-9-]+\.[a-z0-9-]+\.svc(?:\.[a-z0-9.-]+)?)(?![\w-])"
)
_ALONE = pattern(r"(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?")
_ADDRESS = pattern(r"[\d.]+|localhost|.*\.localhost")
_OWN = frozenset(
    "ADVERTISE ADVERTISED ALLOWED BIND CORS EXTERNAL INGRESS LISTEN PUBLIC VIRTUAL".split()
)
"""Words in the names of variables for the address of the program itself."""
_OF_API_SERVER = "kubernetes.default.svc"
"""Programs find the API server by its address; the name is usually that of an audience."""
_CONNECTED = ("HOST", "HOSTNAME", "ADDR", "ADDRESS", "SERVER", "ENDPOINT", "BROKER", "BROKERS")


class NamedHost(Frozen):
    """A host that a container probably connects to.

    Attributes:
        name: The name of the host.
        at: The place of the text with it.
        connects: Whether a client in a command line certainly connects to it.
    """

    name: str
    at: Place
    connects: bool = False


def named_hosts(container: Container, services: Collection[str]) -> Iterator[NamedHost]:
    """The hosts of the cluster that a container names, in order of the manifest.

    These are the hosts to which well-known clients connect, names that end in ``.svc`` or a cluster
    domain, and the names of Services, as a value
    or in a URL. A variable for a host, such as ``DB_HOST``, may name any host with a domain.

    Args:
        container: The container.
        services: The names of the Services that exist.
    """
    for entry in container.env:
        words = (entry.name or "").upper().replace("-", "_").split("_")
        if entry.value and _OWN.isdisjoint(words):
            place = entry.at / "value"
            for name in _names_in(entry.value, services, words[-1] in _CONNECTED):
                yield NamedHost(name, place)
    for host in dict.fromkeys(each.host for each in connections_of(command_line(container))):
        if host in services or _IN_CLUSTER.fullmatch(host):
            yield NamedHost(host, container.words_at, connects=True)
    for field, words in (("command", container.command), ("args", container.args)):
        for index, word in enumerate(words or ()):
            for name in _names_in(word, services, external=False):
                yield NamedHost(name, container.at / field / index)


def _names_in(text: str, services: Collection[str], external: bool) -> Iterator[str]:
    for match in _IN_CLUSTER.finditer(text):
        if not match["host"].startswith(_OF_API_SERVER):
            yield match["host"]
    for match in _URL.finditer(text):
        if match["host"].partition(".")[0] in services and "." not in match["host"]:
            yield match["host"]
    alone = _ALONE.fullmatch(text)
    if alone is None or _ADDRESS.fullmatch(alone["host"]):
        return
    name = alone["host"]
    if external and ("." in name.strip(".") or name in services):
        yield name
