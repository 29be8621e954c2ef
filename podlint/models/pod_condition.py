"""The operating system of a Pod, and its readiness gates."""

from .fields import field
from .node import Node

__all__ = ["PodOS", "PodReadinessGate"]


class PodOS(Node):
    """The operating system of the containers.

    API type: `core/v1 PodOS`.
    """

    name: str | None = field(required=True, one_of=("linux", "windows"))


class PodReadinessGate(Node):
    """An additional condition that must hold for the Pod to be ready.

    API type: `core/v1 PodReadinessGate`.
    """

    condition_type: str | None = field(required=True)
