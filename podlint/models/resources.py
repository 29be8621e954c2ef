"""Requests and limits."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node
from .quantity import Quantity

if TYPE_CHECKING:
    from .resource_claim import ResourceClaim
else:
    ResourceClaim = lazy(".resource_claim", "ResourceClaim")

__all__ = ["ResourceRequirements"]


class ResourceRequirements(Node):
    """The requests and limits of a container.

    API type: `core/v1 ResourceRequirements`.
    """

    limits: dict[str, Quantity] = {}
    requests: dict[str, Quantity] = {}
    claims: list[ResourceClaim] = field([], since="1.26")
