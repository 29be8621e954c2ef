"""The owners of an object, and the managers of its fields."""

from typing import Any

from .fields import field
from .node import Node
from .scalar import Time

__all__ = ["ManagedFieldsEntry", "OwnerReference"]


class OwnerReference(Node):
    """An owner; the object is deleted with it.

    API type: `meta/v1 OwnerReference`.
    """

    api_version: str | None = field(required=True)
    kind: str | None = field(required=True)
    name: str | None = field(required=True)
    uid: str | None = field(required=True)
    controller: bool | None = None
    block_owner_deletion: bool | None = None


class ManagedFieldsEntry(Node):
    """The fields that one manager last applied or updated.

    API type: `meta/v1 ManagedFieldsEntry`.
    """

    manager: str | None = None
    operation: str | None = field(one_of=("Apply", "Update"))
    api_version: str | None = None
    time: Time | None = None
    fields_type: str | None = field(one_of=("FieldsV1",))
    fields_v1: Any = None
    subresource: str | None = None
