"""The claims behind the volumes of a Pod, and what kind of storage they get.

A new file system on a block device contains the directory ``lost+found`` if it is ext4, which
Kubernetes' CSI drivers for block devices make by default. A directory on a node or on a file
server is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from podlint.models.stateful_set import StatefulSet
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from podlint.models.persistent_volume_claim import PersistentVolumeClaimSpec
    from podlint.models.workloads import PodTarget
    from podlint.relations.object_set import ObjectSet

__all__ = ["Storage", "claim_of", "storage_of"]

Storage: TypeAlias = Literal["block", "default", "unknown", "files"]
"""What a claim gets.

- ``block``: its class is known to make file systems on block devices.
- ``default``: it names no class, so it gets the default class of the cluster. In the clusters of
  the large providers, that is one for block devices.
- ``unknown``: it names a class that is not known.
- ``files``: it gets a directory, of a node or of a file server, or a device without file system.
"""

_BLOCK = pattern(
    r"gp[23]|io[12]|ebs.*|.*-rwo|pd-.*|managed-.*|managed|default|do-block-storage.*"
    r"|linode-block-storage.*|vultr-block-storage.*|hcloud-volumes.*|longhorn.*|rook-ceph-block.*"
    r"|ceph-(?:block|rbd).*|csi-rbd.*|(?:csi-)?cinder.*|oci-bv.*|ibmc-block.*|thin.*|vsphere.*"
    r"|alicloud-disk.*|scw-.*"
)
_FILES = pattern(
    r".*(?:nfs|efs|cephfs|glusterfs|azurefile|filestore|local-path|hostpath|host-path|smb|cifs"
    r"|local).*|manual",
)
_BLOCK_PROVISIONERS = pattern(
    r"kubernetes\.io/(?:aws-ebs|gce-pd|azure-disk|cinder|vsphere-volume|rbd)|ebs\.csi\.aws\.com"
    r"|pd\.csi\.storage\.gke\.io|disk\.csi\.azure\.com|.*rbd\.csi\.ceph\.com|driver\.longhorn\.io"
    r"|dobs\.csi\.digitalocean\.com|cinder\.csi\.openstack\.org|linodebs\.csi\.linode\.com"
    r"|csi\.hetzner\.cloud|csi\.vsphere\.vmware\.com|blockvolume\.csi\.oraclecloud\.com"
)
_SINGLE = frozenset(("ReadWriteOnce", "ReadWriteOncePod"))


def claim_of(
    pod: PodTarget, volume_name: str, objects: ObjectSet
) -> PersistentVolumeClaimSpec | None:
    """What the claim behind a volume asks for; None if it is no claim, or one of elsewhere."""
    from podlint.models.persistent_volume_claim import PersistentVolumeClaim

    owner = pod.owner
    if isinstance(owner, StatefulSet) and owner.spec:
        for template in owner.spec.volume_claim_templates:
            if template.name == volume_name:
                return template.spec
    volume = next((each for each in pod.spec.volumes if each.name == volume_name), None)
    if volume and volume.ephemeral and volume.ephemeral.volume_claim_template:
        return volume.ephemeral.volume_claim_template.spec
    claim = volume.persistent_volume_claim if volume else None
    found = claim and objects.find("PersistentVolumeClaim", claim.claim_name, owner)
    if isinstance(found, PersistentVolumeClaim) and not objects.is_fragment(found):
        return found.spec
    return None


def storage_of(claim: PersistentVolumeClaimSpec, objects: ObjectSet) -> Storage:
    """What kind of storage a claim gets.

    A PersistentVolume among the objects may be the one that the claim gets, so its class does not
    count then.
    """
    modes = frozenset(claim.access_modes)
    if claim.volume_mode == "Block" or not modes or not modes <= _SINGLE:
        return "files"
    if claim.volume_name or claim.selector or any(objects.named("PersistentVolume")):
        return "files"
    if claim.data_source or claim.data_source_ref:
        return "unknown"
    name = claim.storage_class_name
    if name is None:
        return "default"
    for each in objects.named("StorageClass"):
        if each.name == name:
            parameters = each.written.get("parameters")
            texts = str(parameters).lower() if parameters else ""
            provisioner = str(each.written.get("provisioner"))
            made = _BLOCK_PROVISIONERS.fullmatch(provisioner) and "xfs" not in texts
            return "block" if made else "files"
    if not name or _FILES.fullmatch(name):
        return "files"
    return "block" if _BLOCK.fullmatch(name) else "unknown"
