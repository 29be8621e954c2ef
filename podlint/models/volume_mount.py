"""Mounts of volumes in containers."""

from .fields import field
from .node import Node

__all__ = ["VolumeDevice", "VolumeMount"]


class VolumeMount(Node):
    """Mounts a volume of the Pod into a container.

    API type: `core/v1 VolumeMount`.
    """

    name: str | None = field(required=True)
    read_only: bool | None = None
    recursive_read_only: str | None = field(
        since="1.30", one_of=("Disabled", "IfPossible", "Enabled")
    )
    mount_path: str | None = field(required=True)
    sub_path: str | None = None
    mount_propagation: str | None = field(one_of=("None", "HostToContainer", "Bidirectional"))
    sub_path_expr: str | None = None
    bind_mount_options: list[str] = field([], since="1.37")


class VolumeDevice(Node):
    """Provides a block volume of the Pod to a container as a device.

    API type: `core/v1 VolumeDevice`.
    """

    name: str | None = field(required=True)
    device_path: str | None = field(required=True)
