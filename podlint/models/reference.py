"""References to other objects."""

from .fields import field
from .node import Node

__all__ = [
    "LocalObjectReference",
    "ObjectReference",
    "TypedLocalObjectReference",
    "TypedObjectReference",
]


class LocalObjectReference(Node):
    """An object of the same namespace, by name.

    API type: `core/v1 LocalObjectReference`.
    """

    name: str | None = None


class ObjectReference(Node):
    """An object anywhere in the cluster.

    API type: `core/v1 ObjectReference`.
    """

    kind: str | None = None
    namespace: str | None = None
    name: str | None = None
    uid: str | None = None
    api_version: str | None = None
    resource_version: str | None = None
    field_path: str | None = None


class TypedLocalObjectReference(Node):
    """An object of some kind in the same namespace.

    API type: `core/v1 TypedLocalObjectReference`.
    """

    api_group: str | None = None
    kind: str | None = field(required=True)
    name: str | None = field(required=True)


class TypedObjectReference(Node):
    """An object of some kind, perhaps in another namespace.

    API type: `core/v1 TypedObjectReference`.
    """

    api_group: str | None = None
    kind: str | None = field(required=True)
    name: str | None = field(required=True)
    namespace: str | None = None
