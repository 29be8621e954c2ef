"""How containers take new requests and limits while they run."""

from .fields import field
from .node import Node

__all__ = ["ContainerResizePolicy"]


class ContainerResizePolicy(Node):
    """What a change of one resource does to the running container.

    API type: `core/v1 ContainerResizePolicy`.
    """

    resource_name: str | None = field(required=True, one_of=("cpu", "memory"))
    restart_policy: str | None = field(required=True, one_of=("NotRequired", "RestartContainer"))
