"""Whether another container can give a volume to other users before a container uses it."""

from __future__ import annotations

from podlint.file_access.identity import identity_of
from podlint.models import Container
from podlint.models.workloads import PodTarget
from podlint.pods.additions import additions_to

__all__ = ["may_be_prepared"]


def may_be_prepared(pod: PodTarget, container: Container, volume: str) -> bool:
    """Whether a container that may change owners mounts the volume as well.

    Init containers run before the others, in their order; the other containers run together.
    Injected containers count, and ones with an unknown user.
    """
    if additions_to(pod).mounts(volume):
        return True
    for other in pod.spec.all_containers:
        if other is container:
            if container.sort == "init":
                return False
        elif _mounts(other, volume) and identity_of(other).has("CHOWN") is not False:
            return True
    return False


def _mounts(container: Container, volume: str) -> bool:
    return any(mount.name == volume and not mount.read_only for mount in container.volume_mounts)
