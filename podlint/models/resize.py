"""Resizing of running containers."""

from .fields import field
from .node import Node

__all__ = ["ContainerResizePolicy"]


class ContainerResizePolicy(Node):
    """What happens to the running container when a resource changes.

    API type: `core/v1 ContainerResizePolicy`.
    """

    resource_name: str | None = field(required=True, one_of=("cpu", "memory"))
    restart_policy: str | None = field(required=True, one_of=("NotRequired", "RestartContainer"))
