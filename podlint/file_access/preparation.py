"""Whether another container can give a volume to other users before a container uses it."""

from __future__ import annotations

import functools
from collections.abc import Mapping

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
    able = _able_containers(pod).get(volume, ())
    if not able:
        return additions_to(pod).mounts(volume)
    place = next(number for number, each in enumerate(pod.spec.all_containers) if each is container)
    if container.sort == "init":
        return any(number < place for number in able) or additions_to(pod).mounts(volume)
    return any(number != place for number in able) or additions_to(pod).mounts(volume)


@functools.lru_cache(maxsize=4)
def _able_containers(pod: PodTarget) -> Mapping[str, tuple[int, ...]]:
    """The containers that may change owners in a volume, by their numbers, for each volume."""
    found: dict[str, tuple[int, ...]] = {}
    for number, container in enumerate(pod.spec.all_containers):
        if container.volume_mounts and identity_of(container).has("CHOWN") is not False:
            for name in {each.name for each in container.volume_mounts if not each.read_only}:
                if name and len(found.get(name, ())) < _ENOUGH:
                    found[name] = (*found.get(name, ()), number)
    return found


_ENOUGH = 2
"""The first two tell for every container whether there is another one, and an earlier one."""
