"""Where the volumes of a Pod are mounted."""

from __future__ import annotations

import posixpath

from podlint.models import Container, Volume
from podlint.models.volume_mount import VolumeMount

__all__ = ["mount_at", "normal_path", "read_only_kind"]


def normal_path(path: str) -> str:
    """A path in a container without ``.``, ``..``, doubled slashes and a slash at the end."""
    return "/" + posixpath.normpath(f"/{path}").lstrip("/")


def mount_at(container: Container, path: str) -> VolumeMount | None:
    """The mount that a path of a container lies in, the innermost of several; None if in none."""
    wanted, best, longest = f"{normal_path(path)}/", None, 0
    for mount in container.volume_mounts:
        if mount.mount_path:
            place = f"{normal_path(mount.mount_path).rstrip('/')}/"
            if wanted.startswith(place) and len(place) > longest:
                best, longest = mount, len(place)
    return best


def read_only_kind(volume: Volume) -> str | None:
    """What a volume holds if the kubelet always mounts it read-only, in words; else None.

    Source: `GetAttributes` of the plug-ins in pkg/volume.
    """
    kinds = {
        "ConfigMap": volume.config_map,
        "Secret": volume.secret,
        "projected volume": volume.projected,
        "downwardAPI volume": volume.downward_api,
    }
    return next((kind for kind, source in kinds.items() if source), None)
