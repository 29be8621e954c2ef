"""The most common volumes of Pods."""

from .fields import field
from .node import Node
from .quantity import Quantity
from .scalar import Int32, Int64

__all__ = [
    "ConfigMapVolumeSource",
    "EmptyDirVolumeSource",
    "HostPathVolumeSource",
    "KeyToPath",
    "PersistentVolumeClaimVolumeSource",
    "SecretVolumeSource",
]


class EmptyDirVolumeSource(Node):
    """An empty folder that lives as long as the Pod.

    API type: `core/v1 EmptyDirVolumeSource`.
    """

    medium: str | None = None
    size_limit: Quantity | None = None
    mode: Int32 | None = field(since="1.37")


class HostPathVolumeSource(Node):
    """A file or folder of the node.

    API type: `core/v1 HostPathVolumeSource`.
    """

    path: str | None = field(required=True)
    type: str | None = field(
        one_of=(
            "DirectoryOrCreate",
            "Directory",
            "FileOrCreate",
            "File",
            "Socket",
            "CharDevice",
            "BlockDevice",
        )
    )


class KeyToPath(Node):
    """One entry of a ConfigMap or Secret, and its file.

    API type: `core/v1 KeyToPath`.
    """

    key: str | None = field(required=True)
    path: str | None = field(required=True)
    mode: Int32 | None = None
    user: Int64 | None = field(since="1.37")


class ConfigMapVolumeSource(Node):
    """Entries of a ConfigMap as files.

    API type: `core/v1 ConfigMapVolumeSource`.
    """

    name: str | None = None
    items: list[KeyToPath] = []
    default_mode: Int32 | None = None
    optional: bool | None = None
    default_user: Int64 | None = field(since="1.37")


class SecretVolumeSource(Node):
    """Entries of a Secret as files.

    API type: `core/v1 SecretVolumeSource`.
    """

    secret_name: str | None = None
    items: list[KeyToPath] = []
    default_mode: Int32 | None = None
    optional: bool | None = None
    default_user: Int64 | None = field(since="1.37")


class PersistentVolumeClaimVolumeSource(Node):
    """The volume bound to a claim of the same namespace.

    API type: `core/v1 PersistentVolumeClaimVolumeSource`.
    """

    claim_name: str | None = field(required=True)
    read_only: bool | None = None
