"""The root directory of a claimed volume before anybody has written to it.

Drivers for block devices make a new ext4 or xfs file system, whose root directory belongs to root
with mode 0755 (``mkfs``). With ``fsGroup``, the kubelet gives it to that group, unless the driver
forbids it (``supportsFSGroup`` in pkg/volume/csi/csi_mounter.go). Drivers that share directories,
such as NFS, and drivers that make directories on the node, often let everybody write: see
`podlint.relations.claims.storage_of`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.file_access.fs_group import with_group
from podlint.file_access.permission import Entry

if TYPE_CHECKING:
    from podlint.models.pod import PodSpec

__all__ = ["claimed_root"]

_ROOT = Entry(0, 0, 0o755, is_directory=True)


def claimed_root(pod: PodSpec) -> Entry:
    """The root directory of a new volume with a file system of its own, as the Pod finds it."""
    group = pod.security_context.fs_group if pod.security_context else None
    return with_group(_ROOT, group, read_only=False)
