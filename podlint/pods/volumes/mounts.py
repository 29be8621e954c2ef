"""Where the volumes of a Pod are mounted."""

from __future__ import annotations

import posixpath

from podlint.models import Container, Volume
from podlint.models.volume_mount import VolumeMount

__all__ = ["mount_at", "mounts_below", "normal_path", "read_only_kind"]


def normal_path(path: str) -> str:
    """A container path without ``.``, ``..``, repeated slashes, or a trailing slash."""
    return "/" + posixpath.normpath(f"/{path}").lstrip("/")


def mount_at(container: Container, path: str) -> VolumeMount | None:
    """The innermost mount that contains a container path, or None."""
    wanted, best, longest = f"{normal_path(path)}/", None, 0
    for mount in container.volume_mounts:
        if mount.mount_path:
            place = f"{normal_path(mount.mount_path).rstrip('/')}/"
            if wanted.startswith(place) and len(place) > longest:
                best, longest = mount, len(place)
    return best


def mounts_below(container: Container, path: str) -> tuple[VolumeMount, ...]:
    """The mounts inside a directory of a container, which a program that fills it may write to."""
    folder = normal_path(path).rstrip("/") + "/"
    return tuple(
        mount
        for mount in container.volume_mounts
        if mount.mount_path and normal_path(mount.mount_path).startswith(folder)
    )


def read_only_kind(volume: Volume) -> str | None:
    """A name for the type of a volume that the kubelet always mounts read-only; None otherwise.

    Source: `GetAttributes` of the plugins in pkg/volume.
    """
    kinds = {
        "ConfigMap": volume.config_map,
        "Secret": volume.secret,
        "projected volume": volume.projected,
        "downwardAPI volume": volume.downward_api,
    }
    return next((kind for kind, source in kinds.items() if source), None)
