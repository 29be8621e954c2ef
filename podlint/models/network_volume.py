"""Network volumes."""

from .fields import field
from .node import Node
from .reference import LocalObjectReference
from .scalar import Int32

__all__ = [
    "CSIVolumeSource",
    "CephFSVolumeSource",
    "FCVolumeSource",
    "FlexVolumeSource",
    "GlusterfsVolumeSource",
    "ISCSIVolumeSource",
    "ImageVolumeSource",
    "NFSVolumeSource",
    "QuobyteVolumeSource",
    "RBDVolumeSource",
]


class NFSVolumeSource(Node):
    """An NFS export.

    API type: `core/v1 NFSVolumeSource`.
    """

    server: str | None = field(required=True)
    path: str | None = field(required=True)
    read_only: bool | None = None


class ISCSIVolumeSource(Node):
    """A disk reached by iSCSI.

    API type: `core/v1 ISCSIVolumeSource`.
    """

    target_portal: str | None = field(required=True)
    iqn: str | None = field(required=True)
    lun: Int32 | None = None
    iscsi_interface: str | None = None
    fs_type: str | None = None
    read_only: bool | None = None
    portals: list[str] = []
    chap_auth_discovery: bool | None = None
    chap_auth_session: bool | None = None
    secret_ref: LocalObjectReference | None = None
    initiator_name: str | None = None


class FCVolumeSource(Node):
    """A disk on a Fibre Channel network.

    API type: `core/v1 FCVolumeSource`.
    """

    target_wwns: list[str] = field([], alias="targetWWNs")
    lun: Int32 | None = None
    fs_type: str | None = None
    read_only: bool | None = None
    wwids: list[str] = []


class CSIVolumeSource(Node):
    """A volume that a CSI driver creates for this Pod.

    API type: `core/v1 CSIVolumeSource`.
    """

    driver: str | None = field(required=True)
    read_only: bool | None = None
    fs_type: str | None = None
    volume_attributes: dict[str, str] = {}
    node_publish_secret_ref: LocalObjectReference | None = None


class ImageVolumeSource(Node):
    """The content of a container image or OCI artifact.

    API type: `core/v1 ImageVolumeSource`.
    """

    reference: str | None = None
    pull_policy: str | None = field(one_of=("Always", "IfNotPresent", "Never"))


class FlexVolumeSource(Node):
    """A volume of a FlexVolume driver (deprecated: CSI replaces it).

    API type: `core/v1 FlexVolumeSource`.
    """

    driver: str | None = field(required=True)
    fs_type: str | None = None
    secret_ref: LocalObjectReference | None = None
    read_only: bool | None = None
    options: dict[str, str] = {}


class GlusterfsVolumeSource(Node):
    """A GlusterFS volume (no longer supported).

    API type: `core/v1 GlusterfsVolumeSource`.
    """

    endpoints: str | None = field(required=True)
    path: str | None = field(required=True)
    read_only: bool | None = None


class RBDVolumeSource(Node):
    """A Ceph block device (no longer supported).

    API type: `core/v1 RBDVolumeSource`.
    """

    monitors: list[str] = field([], required=True)
    image: str | None = field(required=True)
    fs_type: str | None = None
    pool: str | None = None
    user: str | None = None
    keyring: str | None = None
    secret_ref: LocalObjectReference | None = None
    read_only: bool | None = None


class CephFSVolumeSource(Node):
    """A CephFS folder (no longer supported).

    API type: `core/v1 CephFSVolumeSource`.
    """

    monitors: list[str] = field([], required=True)
    path: str | None = None
    user: str | None = None
    secret_file: str | None = None
    secret_ref: LocalObjectReference | None = None
    read_only: bool | None = None


class QuobyteVolumeSource(Node):
    """A Quobyte volume (no longer supported).

    API type: `core/v1 QuobyteVolumeSource`.
    """

    registry: str | None = field(required=True)
    volume: str | None = field(required=True)
    read_only: bool | None = None
    user: str | None = None
    group: str | None = None
    tenant: str | None = None
