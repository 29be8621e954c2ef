"""Metadata: the name, labels and annotations of objects and templates."""

from typing import Any

from .fields import field
from .node import Node
from .scalar import Int64, Time

__all__ = ["ManagedFieldsEntry", "ObjectMeta", "OwnerReference"]


class OwnerReference(Node):
    """An object that this one belongs to and is deleted with.

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
    fields_v1: dict[str, Any] | None = None
    subresource: str | None = None


class ObjectMeta(Node, defer_build=False):
    """The name of an object, and what is noted about it.

    API type: `meta/v1 ObjectMeta`.
    """

    name: str | None = None
    generate_name: str | None = None
    namespace: str | None = None
    self_link: str | None = None
    uid: str | None = None
    resource_version: str | None = None
    generation: Int64 | None = None
    creation_timestamp: Time | None = None
    deletion_timestamp: Time | None = None
    deletion_grace_period_seconds: Int64 | None = None
    labels: dict[str, str] = {}
    annotations: dict[str, str] = {}
    owner_references: list[OwnerReference] = []
    finalizers: list[str] = []
    managed_fields: list[ManagedFieldsEntry] = []
