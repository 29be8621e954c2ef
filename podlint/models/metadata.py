"""Metadata: the name, labels and annotations of objects and templates."""

from typing import TYPE_CHECKING

from .lazy import lazy
from .node import Node
from .scalar import Int64, Time

if TYPE_CHECKING:
    from .ownership import ManagedFieldsEntry, OwnerReference
else:
    OwnerReference = lazy(".ownership", "OwnerReference")
    ManagedFieldsEntry = lazy(".ownership", "ManagedFieldsEntry")

__all__ = ["ObjectMeta"]


class ObjectMeta(Node):
    """The name, labels, annotations and other metadata of an object.

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
