"""What is in a claimed volume before anybody has written to it.

Most drivers make a new ext4 or xfs file system, whose root directory belongs to root with mode 0755
(``mkfs``). With ``fsGroup``, the kubelet gives it to that group, unless the driver forbids it
(``supportsFSGroup`` in pkg/volume/csi/csi_mounter.go). Drivers that share directories, such as NFS,
and drivers that make directories on the node, often let everybody write; they are not judged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard

from podlint.file_access.fs_group import with_group
from podlint.file_access.permission import Entry
from podlint.models import StatefulSet
from podlint.models.persistent_volume_claim import PersistentVolumeClaim
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import KubernetesObject
    from podlint.models.persistent_volume_claim import PersistentVolumeClaimSpec
    from podlint.models.pod import PodSpec
    from podlint.models.workloads import PodTarget
    from podlint.relations.object_set import ObjectSet

__all__ = ["FreshClaim", "claimed_root", "fresh_claims"]

_ROOT = Entry(0, 0, 0o755, is_directory=True)
_ONE_NODE = frozenset(("ReadWriteOnce", "ReadWriteOncePod"))
_OPEN_CLASSES = pattern(
    r"nfs|efs|file|local|host|manual|smb|cifs|gluster|ceph-?fs|juice|s3|fuse|beegfs|lustre|minikube"
    r"|wekafs|portworx|quobyte|gpfs|vast|cvmfs|csi-driver-host-path|rook-ceph-fs|trident|netapp",
    re.IGNORECASE,
)
"""Words in the names of storage classes whose volumes may be writable for everybody."""


class FreshClaim(Frozen):
    """A claim whose volume is new, and on a file system of its own.

    Attributes:
        volume: The name of the volume in the Pod.
        at: The place of the claim or its template.
    """

    volume: str
    at: Place


def claimed_root(pod: PodSpec) -> Entry:
    """The root directory of a new volume with a file system of its own, as the Pod finds it."""
    group = pod.security_context.fs_group if pod.security_context else None
    return with_group(_ROOT, group, read_only=False)


def fresh_claims(pod: PodTarget, objects: ObjectSet) -> dict[str, FreshClaim]:
    """The claims of a Pod whose volumes are certainly new when its first Pod starts, by volume."""
    found: dict[str, FreshClaim] = {}
    owner = pod.owner
    if isinstance(owner, StatefulSet) and owner.spec:
        for template in owner.spec.volume_claim_templates:
            if template.name and _is_new(template.spec):
                found[template.name] = FreshClaim(template.name, template.at)
    for volume in pod.spec.volumes:
        name, source = volume.name, volume.persistent_volume_claim
        if name is None:
            continue
        if volume.ephemeral and volume.ephemeral.volume_claim_template:
            if _is_new(volume.ephemeral.volume_claim_template.spec):
                found[name] = FreshClaim(name, volume.ephemeral.at)
        elif source and not source.read_only:
            claim = objects.find("PersistentVolumeClaim", source.claim_name, owner)
            if _is_whole(claim, objects) and _is_new(claim.spec):
                found[name] = FreshClaim(name, claim.at)
    return found


def _is_whole(
    claim: KubernetesObject | None, objects: ObjectSet
) -> TypeGuard[PersistentVolumeClaim]:
    return isinstance(claim, PersistentVolumeClaim) and not objects.is_fragment(claim)


def _is_new(spec: PersistentVolumeClaimSpec | None) -> bool:
    if spec is None or spec.volume_mode == "Block" or not spec.access_modes:
        return False
    filled = spec.volume_name or spec.data_source or spec.data_source_ref or spec.selector
    shared = not _ONE_NODE.issuperset(spec.access_modes)
    storage = spec.storage_class_name
    return not (filled or shared or storage == "" or _OPEN_CLASSES.search(storage or ""))
