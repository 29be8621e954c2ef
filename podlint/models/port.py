"""Ports of containers."""

from .fields import field
from .node import Node
from .scalar import Int32

__all__ = ["ContainerPort"]


class ContainerPort(Node):
    """A port that the container declares.

    API type: `core/v1 ContainerPort`.
    """

    name: str | None = None
    host_port: Int32 | None = None
    container_port: Int32 | None = field(required=True)
    protocol: str | None = field(one_of=("TCP", "UDP", "SCTP"))
    host_ip: str | None = field(alias="hostIP")

    @property
    def effective_protocol(self) -> str:
        """The protocol, TCP by default."""
        return self.protocol or "TCP"
