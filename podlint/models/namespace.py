"""Namespace."""

from .fields import field
from .node import Node
from .object import KubernetesObject
from .scalar import Time

__all__ = ["Namespace", "NamespaceCondition", "NamespaceSpec", "NamespaceStatus"]


class NamespaceSpec(Node):
    """The finalizers of a namespace.

    API type: `core/v1 NamespaceSpec`.
    """

    finalizers: list[str] = []


class NamespaceCondition(Node):
    """One aspect of the state of a namespace.

    API type: `core/v1 NamespaceCondition`.
    """

    type: str | None = field(required=True)
    status: str | None = field(required=True)
    last_transition_time: Time | None = None
    reason: str | None = None
    message: str | None = None


class NamespaceStatus(Node):
    """The state of a namespace.

    API type: `core/v1 NamespaceStatus`.
    """

    phase: str | None = None
    conditions: list[NamespaceCondition] = []


class Namespace(KubernetesObject):
    """A scope for the names of objects in the cluster.

    API type: `core/v1 Namespace`.
    """

    spec: NamespaceSpec | None = None
    status: NamespaceStatus | None = None
