"""Name resolution inside a Pod."""

from .fields import field
from .node import Node

__all__ = ["HostAlias", "PodDNSConfig", "PodDNSConfigOption"]


class PodDNSConfigOption(Node):
    """An option of the resolver.

    API type: `core/v1 PodDNSConfigOption`.
    """

    name: str | None = None
    value: str | None = None


class PodDNSConfig(Node):
    """Settings of the resolver, added to those of the DNS policy.

    API type: `core/v1 PodDNSConfig`.
    """

    nameservers: list[str] = []
    searches: list[str] = []
    options: list[PodDNSConfigOption] = []


class HostAlias(Node):
    """Host names for an address, written to `/etc/hosts`.

    API type: `core/v1 HostAlias`.
    """

    ip: str | None = field(required=True)
    hostnames: list[str] = []
