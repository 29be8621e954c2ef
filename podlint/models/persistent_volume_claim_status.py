"""The status of a claim."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .quantity import Quantity
from .scalar import Time

if TYPE_CHECKING:
    from .volume_health import VolumeHealthStatus
else:
    VolumeHealthStatus = lazy(".volume_health", "VolumeHealthStatus")

__all__ = ["ModifyVolumeStatus", "PersistentVolumeClaimCondition", "PersistentVolumeClaimStatus"]


class PersistentVolumeClaimCondition(Node):
    """One aspect of the state of a claim.

    API type: `core/v1 PersistentVolumeClaimCondition`.
    """

    type: str | None = field(required=True)
    status: str | None = field(required=True)
    last_probe_time: Time | None = None
    last_transition_time: Time | None = None
    reason: str | None = None
    message: str | None = None


class ModifyVolumeStatus(Node):
    """The progress of a change of volume attributes.

    API type: `core/v1 ModifyVolumeStatus`.
    """

    target_volume_attributes_class_name: str | None = None
    status: str | None = field(required=True)


class PersistentVolumeClaimStatus(Node):
    """The state of a claim.

    API type: `core/v1 PersistentVolumeClaimStatus`.
    """

    phase: str | None = None
    access_modes: list[str] = []
    capacity: dict[str, Quantity] = {}
    conditions: list[PersistentVolumeClaimCondition] = []
    allocated_resources: dict[str, Quantity] = {}
    allocated_resource_statuses: dict[str, str] = field({}, since="1.28")
    current_volume_attributes_class_name: str | None = field(since="1.29")
    modify_volume_status: ModifyVolumeStatus | None = field(since="1.29")
    health_status: VolumeHealthStatus | None = field(since="1.37")
    resize_status: str | None = field(until="1.28")
