"""What containers may do with their mounts, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.file_access.overview import MountAccess

__all__ = ["ACCESS_TITLES", "access_rows"]

ACCESS_TITLES = ("Container", "User", "Mount", "Volume", "Access")


def access_rows(accesses: Sequence[MountAccess]) -> Iterator[tuple[str, str, str, str, str]]:
    """A row for each mount, with cells as in `ACCESS_TITLES`."""
    for each in accesses:
        name = each.container.name or "?"
        yield name, each.user, each.path, each.volume, _words(each)


def _words(access: MountAccess) -> str:
    mode = f"mode {access.mode:04o}"
    if access.written_mode is not None:
        mode = f"{mode}, which fsGroup makes of {access.written_mode:04o}"
    if access.reads is False:
        return f"cannot read the files: they belong to root and have {mode}"
    if access.written_mode is not None:
        return f"reads files with {mode}"
    if access.perhaps_older:
        return f"cannot write if the kubelet creates the directory: it belongs to root, {mode}"
    return f"cannot write: the directory belongs to root and has {mode}"
