"""Volumes that provide fields of the Pod as files."""

from .environment_source import ObjectFieldSelector, ResourceFieldSelector
from .fields import field
from .node import Node
from .scalar import Int32, Int64

__all__ = ["DownwardAPIVolumeFile", "DownwardAPIVolumeSource"]


class DownwardAPIVolumeFile(Node):
    """A file with one field of the Pod or one request or limit.

    API type: `core/v1 DownwardAPIVolumeFile`.
    """

    path: str | None = field(required=True)
    field_ref: ObjectFieldSelector | None = None
    resource_field_ref: ResourceFieldSelector | None = None
    mode: Int32 | None = None
    user: Int64 | None = field(since="1.37")


class DownwardAPIVolumeSource(Node):
    """Fields of the Pod as files.

    API type: `core/v1 DownwardAPIVolumeSource`.
    """

    items: list[DownwardAPIVolumeFile] = []
    default_mode: Int32 | None = None
    default_user: Int64 | None = field(since="1.37")
