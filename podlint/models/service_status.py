"""The status of a Service."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .scalar import Int32

if TYPE_CHECKING:
    from .condition import Condition
else:
    Condition = lazy(".condition", "Condition")

__all__ = ["LoadBalancerIngress", "LoadBalancerStatus", "PortStatus", "ServiceStatus"]


class PortStatus(Node):
    """The state of a port of a load balancer.

    API type: `core/v1 PortStatus`.
    """

    port: Int32 | None = field(required=True)
    protocol: str | None = field(required=True)
    error: str | None = None


class LoadBalancerIngress(Node):
    """An address of a load balancer.

    API type: `core/v1 LoadBalancerIngress`.
    """

    ip: str | None = None
    hostname: str | None = None
    ip_mode: str | None = field(since="1.29")
    ports: list[PortStatus] = []


class LoadBalancerStatus(Node):
    """The state of a load balancer.

    API type: `core/v1 LoadBalancerStatus`.
    """

    ingress: list[LoadBalancerIngress] = []


class ServiceStatus(Node):
    """The state of a Service.

    API type: `core/v1 ServiceStatus`.
    """

    load_balancer: LoadBalancerStatus | None = None
    conditions: list[Condition] = []
