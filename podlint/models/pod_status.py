"""The status of a Pod."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .quantity import Quantity
from .resources import ResourceRequirements
from .scalar import Int64, Time

if TYPE_CHECKING:
    from .container_status import ContainerStatus
    from .volume_health import VolumeHealthCondition
else:
    ContainerStatus = lazy(".container_status", "ContainerStatus")
    VolumeHealthCondition = lazy(".volume_health", "VolumeHealthCondition")

__all__ = [
    "ContainerExtendedResourceRequest",
    "HostIP",
    "NodeAllocatableMappedResources",
    "NodeAllocatableOverheadResources",
    "NodeAllocatableResourceClaimStatus",
    "PodCondition",
    "PodExtendedResourceClaimStatus",
    "PodIP",
    "PodResourceClaimStatus",
    "PodStatus",
    "PodVolumeHealth",
]


class PodCondition(Node):
    """One aspect of the state of a Pod.

    API type: `core/v1 PodCondition`.
    """

    type: str | None = field(required=True)
    observed_generation: Int64 | None = field(since="1.33")
    status: str | None = field(required=True)
    last_probe_time: Time | None = None
    last_transition_time: Time | None = None
    reason: str | None = None
    message: str | None = None


class HostIP(Node):
    """An address of the node.

    API type: `core/v1 HostIP`.
    """

    ip: str | None = field(required=True)


class PodIP(Node):
    """An address of the Pod.

    API type: `core/v1 PodIP`.
    """

    ip: str | None = field(required=True)


class PodResourceClaimStatus(Node):
    """The claim for an entry of `resourceClaims`.

    API type: `core/v1 PodResourceClaimStatus`.
    """

    name: str | None = field(required=True)
    resource_claim_name: str | None = None


class ContainerExtendedResourceRequest(Node):
    """The device request for an extended resource.

    API type: `core/v1 ContainerExtendedResourceRequest`.
    """

    container_name: str | None = field(required=True)
    resource_name: str | None = field(required=True)
    request_name: str | None = field(required=True)


class PodExtendedResourceClaimStatus(Node):
    """The claim for extended resources.

    API type: `core/v1 PodExtendedResourceClaimStatus`.
    """

    request_mappings: list[ContainerExtendedResourceRequest] = field([], required=True)
    resource_claim_name: str | None = field(required=True)


class NodeAllocatableMappedResources(Node):
    """A node resource that a claim uses.

    API type: `core/v1 NodeAllocatableMappedResources`.
    """

    name: str | None = field(required=True)
    quantity: Quantity | None = field(required=True)


class NodeAllocatableOverheadResources(Node):
    """The overhead of a claim, for each Pod and container.

    API type: `core/v1 NodeAllocatableOverheadResources`.
    """

    name: str | None = field(required=True)
    per_pod: Quantity | None = None
    per_container: Quantity | None = None


class NodeAllocatableResourceClaimStatus(Node):
    """The node resources that a claim uses.

    API type: `core/v1 NodeAllocatableResourceClaimStatus`.
    """

    resource_claim_name: str | None = field(required=True)
    containers: list[str] = []
    mapping: list[NodeAllocatableMappedResources] = field([], since="1.37")
    overhead: list[NodeAllocatableOverheadResources] = field([], since="1.37")
    resources: dict[str, Quantity] = field({}, until="1.37")


class PodVolumeHealth(Node):
    """The health of a volume of the Pod.

    API type: `core/v1 PodVolumeHealth`.
    """

    name: str | None = field(required=True)
    health_conditions: list[VolumeHealthCondition] = []
    last_transition_time: Time | None = None


class PodStatus(Node):
    """The state of a Pod.

    API type: `core/v1 PodStatus`.
    """

    observed_generation: Int64 | None = field(since="1.33")
    phase: str | None = None
    conditions: list[PodCondition] = []
    message: str | None = None
    reason: str | None = None
    nominated_node_name: str | None = None
    host_ip: str | None = field(alias="hostIP")
    host_ips: list[HostIP] = field([], alias="hostIPs", since="1.28")
    pod_ip: str | None = field(alias="podIP")
    pod_ips: list[PodIP] = field([], alias="podIPs")
    start_time: Time | None = None
    init_container_statuses: list[ContainerStatus] = []
    container_statuses: list[ContainerStatus] = []
    qos_class: str | None = None
    ephemeral_container_statuses: list[ContainerStatus] = []
    resize: str | None = field(since="1.27")
    resource_claim_statuses: list[PodResourceClaimStatus] = field([], since="1.28")
    extended_resource_claim_status: PodExtendedResourceClaimStatus | None = field(since="1.34")
    allocated_resources: dict[str, Quantity] = field({}, since="1.35")
    resources: ResourceRequirements | None = field(since="1.35")
    node_allocatable_resource_claim_statuses: list[NodeAllocatableResourceClaimStatus] = field(
        [], since="1.36"
    )
    volume_health: list[PodVolumeHealth] = field([], since="1.37")
