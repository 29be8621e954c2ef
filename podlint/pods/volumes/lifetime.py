"""How long files in a volume last."""

from __future__ import annotations

from typing import Literal, TypeAlias

from podlint.models.volume_mount import VolumeMount
from podlint.models.workloads import PodTarget
from podlint.pods.additions import additions_to

__all__ = ["Lifetime", "lifetime_of"]

Lifetime: TypeAlias = Literal["container", "pod", "beyond", "unknown"]
"""How long a file lasts.

- ``container``: it is in no volume, and is lost when the container restarts.
- ``pod``: it is in an ``emptyDir`` or an ephemeral volume, which survives container restarts.
- ``beyond``: it is in a claim or on the node, where the next Pod finds it.
- ``unknown``: the volume is read-only or not defined.
"""

_READ_ONLY = ("config_map", "secret", "projected", "downward_api", "image", "git_repo")


def lifetime_of(pod: PodTarget, mount: VolumeMount | None) -> Lifetime:
    """How long files below a mount last. None stands for a path outside all mounts."""
    if mount is None:
        return "container"
    if mount.name in additions_to(pod).claims:
        return "beyond"
    volume = next((each for each in pod.spec.volumes if each.name == mount.name), None)
    if volume is None or any(getattr(volume, name) is not None for name in _READ_ONLY):
        return "unknown"
    return "pod" if volume.empty_dir is not None or volume.ephemeral is not None else "beyond"
