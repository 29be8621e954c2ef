"""Volumes of a Pod."""

from typing import TYPE_CHECKING

from .fields import field
from .lazy import lazy
from .node import Node

if TYPE_CHECKING:
    from .cloud_volume import (
        AWSElasticBlockStoreVolumeSource,
        AzureDiskVolumeSource,
        AzureFileVolumeSource,
        CinderVolumeSource,
        FlockerVolumeSource,
        GCEPersistentDiskVolumeSource,
        GitRepoVolumeSource,
        PhotonPersistentDiskVolumeSource,
        PortworxVolumeSource,
        ScaleIOVolumeSource,
        StorageOSVolumeSource,
        VsphereVirtualDiskVolumeSource,
    )
    from .downward_api import DownwardAPIVolumeSource
    from .network_volume import (
        CephFSVolumeSource,
        CSIVolumeSource,
        FCVolumeSource,
        FlexVolumeSource,
        GlusterfsVolumeSource,
        ImageVolumeSource,
        ISCSIVolumeSource,
        NFSVolumeSource,
        QuobyteVolumeSource,
        RBDVolumeSource,
    )
    from .persistent_volume_claim import EphemeralVolumeSource
    from .projection import ProjectedVolumeSource
    from .volume_source import (
        ConfigMapVolumeSource,
        EmptyDirVolumeSource,
        HostPathVolumeSource,
        PersistentVolumeClaimVolumeSource,
        SecretVolumeSource,
    )
else:
    AWSElasticBlockStoreVolumeSource = lazy(".cloud_volume", "AWSElasticBlockStoreVolumeSource")
    AzureDiskVolumeSource = lazy(".cloud_volume", "AzureDiskVolumeSource")
    AzureFileVolumeSource = lazy(".cloud_volume", "AzureFileVolumeSource")
    CinderVolumeSource = lazy(".cloud_volume", "CinderVolumeSource")
    FlockerVolumeSource = lazy(".cloud_volume", "FlockerVolumeSource")
    GCEPersistentDiskVolumeSource = lazy(".cloud_volume", "GCEPersistentDiskVolumeSource")
    GitRepoVolumeSource = lazy(".cloud_volume", "GitRepoVolumeSource")
    PhotonPersistentDiskVolumeSource = lazy(".cloud_volume", "PhotonPersistentDiskVolumeSource")
    PortworxVolumeSource = lazy(".cloud_volume", "PortworxVolumeSource")
    ScaleIOVolumeSource = lazy(".cloud_volume", "ScaleIOVolumeSource")
    StorageOSVolumeSource = lazy(".cloud_volume", "StorageOSVolumeSource")
    VsphereVirtualDiskVolumeSource = lazy(".cloud_volume", "VsphereVirtualDiskVolumeSource")
    DownwardAPIVolumeSource = lazy(".downward_api", "DownwardAPIVolumeSource")
    CSIVolumeSource = lazy(".network_volume", "CSIVolumeSource")
    CephFSVolumeSource = lazy(".network_volume", "CephFSVolumeSource")
    FCVolumeSource = lazy(".network_volume", "FCVolumeSource")
    FlexVolumeSource = lazy(".network_volume", "FlexVolumeSource")
    GlusterfsVolumeSource = lazy(".network_volume", "GlusterfsVolumeSource")
    ISCSIVolumeSource = lazy(".network_volume", "ISCSIVolumeSource")
    ImageVolumeSource = lazy(".network_volume", "ImageVolumeSource")
    NFSVolumeSource = lazy(".network_volume", "NFSVolumeSource")
    QuobyteVolumeSource = lazy(".network_volume", "QuobyteVolumeSource")
    RBDVolumeSource = lazy(".network_volume", "RBDVolumeSource")
    EphemeralVolumeSource = lazy(".persistent_volume_claim", "EphemeralVolumeSource")
    ProjectedVolumeSource = lazy(".projection", "ProjectedVolumeSource")
    ConfigMapVolumeSource = lazy(".volume_source", "ConfigMapVolumeSource")
    EmptyDirVolumeSource = lazy(".volume_source", "EmptyDirVolumeSource")
    HostPathVolumeSource = lazy(".volume_source", "HostPathVolumeSource")
    PersistentVolumeClaimVolumeSource = lazy(".volume_source", "PersistentVolumeClaimVolumeSource")
    SecretVolumeSource = lazy(".volume_source", "SecretVolumeSource")

__all__ = ["Volume"]


class Volume(Node):
    """A volume of the Pod, with at most one source; without a source, it is an `emptyDir`.

    API type: `core/v1 Volume`.
    """

    name: str | None = field(required=True)
    host_path: HostPathVolumeSource | None = None
    empty_dir: EmptyDirVolumeSource | None = None
    gce_persistent_disk: GCEPersistentDiskVolumeSource | None = None
    aws_elastic_block_store: AWSElasticBlockStoreVolumeSource | None = None
    git_repo: GitRepoVolumeSource | None = None
    secret: SecretVolumeSource | None = None
    nfs: NFSVolumeSource | None = None
    iscsi: ISCSIVolumeSource | None = None
    glusterfs: GlusterfsVolumeSource | None = None
    persistent_volume_claim: PersistentVolumeClaimVolumeSource | None = None
    rbd: RBDVolumeSource | None = None
    flex_volume: FlexVolumeSource | None = None
    cinder: CinderVolumeSource | None = None
    cephfs: CephFSVolumeSource | None = None
    flocker: FlockerVolumeSource | None = None
    downward_api: DownwardAPIVolumeSource | None = field(alias="downwardAPI")
    fc: FCVolumeSource | None = None
    azure_file: AzureFileVolumeSource | None = None
    config_map: ConfigMapVolumeSource | None = None
    vsphere_volume: VsphereVirtualDiskVolumeSource | None = None
    quobyte: QuobyteVolumeSource | None = None
    azure_disk: AzureDiskVolumeSource | None = None
    photon_persistent_disk: PhotonPersistentDiskVolumeSource | None = None
    projected: ProjectedVolumeSource | None = None
    portworx_volume: PortworxVolumeSource | None = None
    scale_io: ScaleIOVolumeSource | None = field(alias="scaleIO")
    storageos: StorageOSVolumeSource | None = None
    csi: CSIVolumeSource | None = None
    ephemeral: EphemeralVolumeSource | None = None
    image: ImageVolumeSource | None = field(since="1.31")
