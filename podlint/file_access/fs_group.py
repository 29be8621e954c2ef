"""How the kubelet gives a volume to the group of a Pod.

Source: ``changeFilePermission`` and ``requiresPermissionChange`` in pkg/volume/volume_linux.go of
Kubernetes 1.36. The kubelet visits every file of the volume before the containers start. It adds
rights and takes none away, and it never makes a file executable.
"""

from __future__ import annotations

from podlint.file_access.permission import Entry

__all__ = ["is_left_alone", "with_group"]

_READ_WRITE, _READ_ONLY, _SEARCH, _SET_GROUP = 0o660, 0o440, 0o110, 0o2000


def with_group(entry: Entry, group: int | None, read_only: bool) -> Entry:
    """The entry as it is after the kubelet gave it to a group; unchanged without a group.

    Args:
        entry: The entry before.
        group: ``fsGroup`` of the Pod.
        read_only: Whether the volume is read-only, as are ConfigMaps and Secrets. Whether the
            mount is read-only does not matter.
    """
    if group is None:
        return entry
    added = _READ_ONLY if read_only else _READ_WRITE
    if entry.is_directory:
        added |= _SEARCH | _SET_GROUP
    mode = None if entry.mode is None else entry.mode | added
    return entry.replace(group=group, mode=mode)


def is_left_alone(root: Entry, group: int, read_only: bool) -> bool:
    """Whether ``fsGroupChangePolicy: OnRootMismatch`` changes nothing, because of the root."""
    wanted = (_READ_ONLY if read_only else _READ_WRITE) | _SEARCH | _SET_GROUP
    if root.group != group or root.mode is None or not root.is_directory:
        return False
    return root.mode & wanted == wanted
