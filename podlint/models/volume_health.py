"""The reports of a storage driver about a volume."""

from .fields import field
from .node import Node
from .scalar import Time

__all__ = ["VolumeHealthCondition", "VolumeHealthStatus"]


class VolumeHealthCondition(Node):
    """One report of a driver about a volume.

    API type: `core/v1 VolumeHealthCondition`.
    """

    status: str | None = field(required=True)
    reason: str | None = field(required=True)
    message: str | None = None


class VolumeHealthStatus(Node):
    """The health of the volume behind a claim.

    API type: `core/v1 VolumeHealthStatus`.
    """

    health_conditions: list[VolumeHealthCondition] = []
    last_transition_time: Time | None = None
