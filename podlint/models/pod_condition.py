"""What a Pod needs of its node and for being ready."""

from .fields import field
from .node import Node

__all__ = ["PodOS", "PodReadinessGate"]


class PodOS(Node):
    """The operating system that the containers are made for.

    API type: `core/v1 PodOS`.
    """

    name: str | None = field(required=True, one_of=("linux", "windows"))


class PodReadinessGate(Node):
    """A further condition that must hold for the Pod to be ready.

    API type: `core/v1 PodReadinessGate`.
    """

    condition_type: str | None = field(required=True)
