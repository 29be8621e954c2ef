"""The status of containers."""

from .fields import field
from .node import Node
from .quantity import Quantity
from .resources import ResourceRequirements
from .scalar import Int32, Int64, Time

__all__ = [
    "ContainerState",
    "ContainerStateRunning",
    "ContainerStateTerminated",
    "ContainerStateWaiting",
    "ContainerStatus",
    "ContainerUser",
    "ImageVolumeStatus",
    "LinuxContainerUser",
    "ResourceHealth",
    "ResourceStatus",
    "VolumeMountStatus",
    "VolumeStatus",
]


class ContainerStateWaiting(Node):
    """A container that does not run yet.

    API type: `core/v1 ContainerStateWaiting`.
    """

    reason: str | None = None
    message: str | None = None


class ContainerStateRunning(Node):
    """A container that runs.

    API type: `core/v1 ContainerStateRunning`.
    """

    started_at: Time | None = None


class ContainerStateTerminated(Node):
    """A container that has ended.

    API type: `core/v1 ContainerStateTerminated`.
    """

    exit_code: Int32 | None = field(required=True)
    signal: Int32 | None = None
    reason: str | None = None
    message: str | None = None
    started_at: Time | None = None
    finished_at: Time | None = None
    container_id: str | None = field(alias="containerID")


class ContainerState(Node):
    """The state of a container: waiting, running or terminated.

    API type: `core/v1 ContainerState`.
    """

    waiting: ContainerStateWaiting | None = None
    running: ContainerStateRunning | None = None
    terminated: ContainerStateTerminated | None = None


class ImageVolumeStatus(Node):
    """The image that was mounted.

    API type: `core/v1 ImageVolumeStatus`.
    """

    image_ref: str | None = field(required=True)


class VolumeStatus(Node):
    """The state of a mounted volume.

    API type: `core/v1 VolumeStatus`.
    """

    image: ImageVolumeStatus | None = None


class VolumeMountStatus(Node):
    """The state of a mount.

    API type: `core/v1 VolumeMountStatus`.
    """

    name: str | None = field(required=True)
    mount_path: str | None = field(required=True)
    read_only: bool | None = None
    recursive_read_only: str | None = None
    volume_status: VolumeStatus | None = field(since="1.36")


class LinuxContainerUser(Node):
    """The user of the first process on Linux.

    API type: `core/v1 LinuxContainerUser`.
    """

    uid: Int64 | None = field(required=True)
    gid: Int64 | None = field(required=True)
    supplemental_groups: list[Int64] = []


class ContainerUser(Node):
    """The user of the first process.

    API type: `core/v1 ContainerUser`.
    """

    linux: LinuxContainerUser | None = None


class ResourceHealth(Node):
    """The health of a device.

    API type: `core/v1 ResourceHealth`.
    """

    resource_id: str | None = field(alias="resourceID", required=True)
    health: str | None = None
    message: str | None = field(since="1.36")


class ResourceStatus(Node):
    """The health of the devices of one resource.

    API type: `core/v1 ResourceStatus`.
    """

    name: str | None = field(required=True)
    resources: list[ResourceHealth] = []


class ContainerStatus(Node):
    """The state of a container.

    API type: `core/v1 ContainerStatus`.
    """

    name: str | None = field(required=True)
    state: ContainerState | None = None
    last_state: ContainerState | None = None
    ready: bool | None = field(required=True)
    restart_count: Int32 | None = field(required=True)
    image: str | None = field(required=True)
    image_id: str | None = field(alias="imageID", required=True)
    container_id: str | None = field(alias="containerID")
    started: bool | None = None
    allocated_resources: dict[str, Quantity] = field({}, since="1.27")
    resources: ResourceRequirements | None = field(since="1.27")
    volume_mounts: list[VolumeMountStatus] = field([], since="1.30")
    user: ContainerUser | None = field(since="1.31")
    allocated_resources_status: list[ResourceStatus] = field([], since="1.31")
    stop_signal: str | None = field(since="1.33")
