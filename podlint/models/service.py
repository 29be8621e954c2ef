"""Service."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .object import KubernetesObject
from .scalar import Int32, IntOrString

if TYPE_CHECKING:
    from .service_status import ServiceStatus
else:
    ServiceStatus = lazy(".service_status", "ServiceStatus")

__all__ = ["ClientIPConfig", "Service", "ServicePort", "ServiceSpec", "SessionAffinityConfig"]


class ServicePort(Node):
    """A port of a Service and the container port behind it.

    API type: `core/v1 ServicePort`.
    """

    name: str | None = None
    protocol: str | None = field(one_of=("TCP", "UDP", "SCTP"))
    app_protocol: str | None = None
    port: Int32 | None = field(required=True)
    target_port: IntOrString | None = None
    node_port: Int32 | None = None


class ClientIPConfig(Node):
    """How long a client keeps its Pod.

    API type: `core/v1 ClientIPConfig`.
    """

    timeout_seconds: Int32 | None = None


class SessionAffinityConfig(Node):
    """How clients keep their Pod.

    API type: `core/v1 SessionAffinityConfig`.
    """

    client_ip: ClientIPConfig | None = field(alias="clientIP")


class ServiceSpec(Node):
    """The Pods that the Service selects, and its ports and addresses.

    API type: `core/v1 ServiceSpec`.
    """

    ports: list[ServicePort] = []
    selector: dict[str, str] = {}
    cluster_ip: str | None = field(alias="clusterIP")
    cluster_ips: list[str] = field([], alias="clusterIPs")
    type: str | None = field(one_of=("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"))
    external_ips: list[str] = field([], alias="externalIPs")
    session_affinity: str | None = field(one_of=("None", "ClientIP"))
    load_balancer_ip: str | None = field(alias="loadBalancerIP")
    load_balancer_source_ranges: list[str] = []
    external_name: str | None = None
    external_traffic_policy: str | None = field(one_of=("Cluster", "Local"))
    health_check_node_port: Int32 | None = None
    publish_not_ready_addresses: bool | None = None
    session_affinity_config: SessionAffinityConfig | None = None
    ip_families: list[str] = field([], one_of=("IPv4", "IPv6"))
    ip_family_policy: str | None = field(
        one_of=("SingleStack", "PreferDualStack", "RequireDualStack")
    )
    allocate_load_balancer_node_ports: bool | None = None
    load_balancer_class: str | None = None
    internal_traffic_policy: str | None = field(one_of=("Cluster", "Local"))
    traffic_distribution: str | None = field(
        since="1.30", one_of=("PreferSameZone", "PreferSameNode", "PreferClose")
    )


class Service(KubernetesObject):
    """A stable address for a set of Pods.

    API type: `core/v1 Service`.
    """

    spec: ServiceSpec | None = None
    status: ServiceStatus | None = None
