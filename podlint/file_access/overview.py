"""What the containers of a Pod may do with their mounts, where that is not what one expects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from podlint.file_access.answers import Answer, agreed
from podlint.file_access.identity import Identity, identity_of
from podlint.file_access.permission import may
from podlint.file_access.places import reach, why_read_only
from podlint.file_access.volume_contents import Contents, contents_of
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.models import Container
    from podlint.models.pod import PodSpec
    from podlint.models.volume_mount import VolumeMount

__all__ = ["MountAccess", "mount_accesses"]


class MountAccess(Frozen):
    """What the user of a container may do with a mount.

    Attributes:
        container: The container.
        user: Its user, as in a sentence.
        path: The path of the mount.
        volume: The name of the volume.
        reads: Whether the user may read the files, or list the directory.
        writes: Whether the user may create files in the directory.
        mode: The mode that decides: of the files, or of the directory.
        written_mode: The mode of the files before ``fsGroup``; None if it is the same.
        perhaps_older: The directory may have existed before, with another owner and mode.
    """

    container: Container
    user: str
    path: str
    volume: str
    reads: Answer
    writes: Answer
    mode: int
    written_mode: int | None = None
    perhaps_older: bool = False


def mount_accesses(pod: PodSpec) -> Iterator[MountAccess]:
    """The mounts that a user cannot read, or cannot write although they are not read-only.

    Also those of files whose mode ``fsGroup`` changes.
    """
    for container in (*pod.init_containers, *pod.containers):
        identity = identity_of(container)
        for mount in container.volume_mounts:
            found = _access(pod, container, identity, mount) if mount.mount_path else None
            if found:
                yield found


def _access(
    pod: PodSpec, container: Container, identity: Identity, mount: VolumeMount
) -> MountAccess | None:
    reached = reach(container, mount.mount_path or "/")
    if reached.mount is not mount or reached.volume is None or reached.inner is None:
        return None
    contents = contents_of(reached.volume, pod)
    names = container, identity.name, reached.path, mount.name or ""
    files = contents.files_at(reached.inner)
    if contents.read_only:
        modes = {entry.mode for _, entry in files}
        reads = agreed(may(identity, entry, "read") for _, entry in files)
        mode = modes.pop() if len(modes) == 1 else None
        before = _written_mode(contents_of(reached.volume, pod, grouped=False), reached.inner)
        changed = before if before is not None and before != mode else None
        if mode is None or (reads is not False and changed in (None, 0o644)):
            return None
        return MountAccess(*names, reads, False, mode, changed)
    entry = contents.at(reached.inner).entry
    writes = may(identity, entry, "write")
    if entry.mode is None or writes is not False or why_read_only(container, reached):
        return None
    reads = may(identity, entry, "read")
    older = contents.perhaps_older
    return MountAccess(*names, reads, writes, entry.mode & 0o777, perhaps_older=older)


def _written_mode(contents: Contents, inner: str) -> int | None:
    modes = {entry.mode for _, entry in contents.files_at(inner)}
    return modes.pop() if len(modes) == 1 else None
