"""Volumes of clouds and storage vendors, most of which are deprecated or removed."""

from .fields import field
from .node import Node
from .reference import LocalObjectReference
from .scalar import Int32

__all__ = [
    "AWSElasticBlockStoreVolumeSource",
    "AzureDiskVolumeSource",
    "AzureFileVolumeSource",
    "CinderVolumeSource",
    "FlockerVolumeSource",
    "GCEPersistentDiskVolumeSource",
    "GitRepoVolumeSource",
    "PhotonPersistentDiskVolumeSource",
    "PortworxVolumeSource",
    "ScaleIOVolumeSource",
    "StorageOSVolumeSource",
    "VsphereVirtualDiskVolumeSource",
]


class AWSElasticBlockStoreVolumeSource(Node):
    """A disk of AWS (deprecated: CSI replaces it).

    API type: `core/v1 AWSElasticBlockStoreVolumeSource`.
    """

    volume_id: str | None = field(alias="volumeID", required=True)
    fs_type: str | None = None
    partition: Int32 | None = None
    read_only: bool | None = None


class AzureDiskVolumeSource(Node):
    """A disk of Azure (deprecated: CSI replaces it).

    API type: `core/v1 AzureDiskVolumeSource`.
    """

    disk_name: str | None = field(required=True)
    disk_uri: str | None = field(alias="diskURI", required=True)
    caching_mode: str | None = field(one_of=("None", "ReadOnly", "ReadWrite"))
    fs_type: str | None = None
    read_only: bool | None = None
    kind: str | None = field(one_of=("Shared", "Dedicated", "Managed"))


class AzureFileVolumeSource(Node):
    """A share of Azure (deprecated: CSI replaces it).

    API type: `core/v1 AzureFileVolumeSource`.
    """

    secret_name: str | None = field(required=True)
    share_name: str | None = field(required=True)
    read_only: bool | None = None


class CinderVolumeSource(Node):
    """A disk of OpenStack (deprecated: CSI replaces it).

    API type: `core/v1 CinderVolumeSource`.
    """

    volume_id: str | None = field(alias="volumeID", required=True)
    fs_type: str | None = None
    read_only: bool | None = None
    secret_ref: LocalObjectReference | None = None


class GCEPersistentDiskVolumeSource(Node):
    """A disk of Google Cloud (deprecated: CSI replaces it).

    API type: `core/v1 GCEPersistentDiskVolumeSource`.
    """

    pd_name: str | None = field(required=True)
    fs_type: str | None = None
    partition: Int32 | None = None
    read_only: bool | None = None


class GitRepoVolumeSource(Node):
    """A clone of a Git repository (deprecated and disabled).

    API type: `core/v1 GitRepoVolumeSource`.
    """

    repository: str | None = field(required=True)
    revision: str | None = None
    directory: str | None = None


class FlockerVolumeSource(Node):
    """A Flocker dataset (no longer supported).

    API type: `core/v1 FlockerVolumeSource`.
    """

    dataset_name: str | None = None
    dataset_uuid: str | None = field(alias="datasetUUID")


class PhotonPersistentDiskVolumeSource(Node):
    """A disk of Photon (no longer supported).

    API type: `core/v1 PhotonPersistentDiskVolumeSource`.
    """

    pd_id: str | None = field(alias="pdID", required=True)
    fs_type: str | None = None


class PortworxVolumeSource(Node):
    """A Portworx volume (deprecated: CSI replaces it).

    API type: `core/v1 PortworxVolumeSource`.
    """

    volume_id: str | None = field(alias="volumeID", required=True)
    fs_type: str | None = None
    read_only: bool | None = None


class ScaleIOVolumeSource(Node):
    """A ScaleIO volume (no longer supported).

    API type: `core/v1 ScaleIOVolumeSource`.
    """

    gateway: str | None = field(required=True)
    system: str | None = field(required=True)
    secret_ref: LocalObjectReference | None = None
    ssl_enabled: bool | None = None
    protection_domain: str | None = None
    storage_pool: str | None = None
    storage_mode: str | None = None
    volume_name: str | None = None
    fs_type: str | None = None
    read_only: bool | None = None


class StorageOSVolumeSource(Node):
    """A StorageOS volume (no longer supported).

    API type: `core/v1 StorageOSVolumeSource`.
    """

    volume_name: str | None = None
    volume_namespace: str | None = None
    fs_type: str | None = None
    read_only: bool | None = None
    secret_ref: LocalObjectReference | None = None


class VsphereVirtualDiskVolumeSource(Node):
    """A disk of vSphere (deprecated: CSI replaces it).

    API type: `core/v1 VsphereVirtualDiskVolumeSource`.
    """

    volume_path: str | None = field(required=True)
    fs_type: str | None = None
    storage_policy_name: str | None = None
    storage_policy_id: str | None = field(alias="storagePolicyID")
