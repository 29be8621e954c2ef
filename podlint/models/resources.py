"""Requests and limits."""

from .fields import field
from .node import Node
from .quantity import Quantity

__all__ = ["ContainerResizePolicy", "ResourceClaim", "ResourceRequirements"]


class ResourceClaim(Node):
    """A device claim of the Pod that this container uses.

    API type: `core/v1 ResourceClaim`.
    """

    name: str | None = field(required=True)
    request: str | None = field(since="1.31")


class ResourceRequirements(Node):
    """How much a container asks for, and how much it may use at most.

    API type: `core/v1 ResourceRequirements`.
    """

    limits: dict[str, Quantity] = {}
    requests: dict[str, Quantity] = {}
    claims: list[ResourceClaim] = field([], since="1.26")


class ContainerResizePolicy(Node):
    """What a change of one resource does to the running container.

    API type: `core/v1 ContainerResizePolicy`.
    """

    resource_name: str | None = field(required=True, one_of=("cpu", "memory"))
    restart_policy: str | None = field(required=True, one_of=("NotRequired", "RestartContainer"))
