"""The data directories of databases that refuse to initialize a directory with anything in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podlint.pods.additions import additions_to
from podlint.pods.images.facts import Data
from podlint.pods.images.families import name_of
from podlint.pods.images.known import known_image
from podlint.pods.images.needs import needs_of, runs_own_server
from podlint.pods.volumes.mounts import normal_path
from podlint.relations.variables import variable_names
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from podlint.models import Container
    from podlint.models.volume_mount import VolumeMount
    from podlint.models.workloads import PodTarget
    from podlint.relations.object_set import ObjectSet

__all__ = ["mount_that_must_be_empty"]

_OF_POSTGRES = pattern(r"/var/lib/postgresql/(?:data|\d+/main)")


def mount_that_must_be_empty(
    container: Container, pod: PodTarget, objects: ObjectSet
) -> VolumeMount | None:
    """The mount at a data directory that must be empty; None if there is none."""
    if known_image(name_of(container.image or "") or "") is None:
        return _mount_of_other_image(container, pod, objects)
    needs = needs_of(container.image or "")
    data = needs.one(Data) if needs else None
    if needs is None or data is None or not data.refuses_files:
        return None
    if not runs_own_server(container, needs):
        return None
    if any(word.partition("=")[0] in data.options for word in container.args):
        return None
    directory = _directory(container, pod, data, objects)
    for mount in container.volume_mounts:
        if normal_path(mount.mount_path or "/") == directory:
            return None if mount.sub_path or mount.sub_path_expr else mount
    return None


def _mount_of_other_image(
    container: Container, pod: PodTarget, objects: ObjectSet
) -> VolumeMount | None:
    """The mount at the data directory of a PostgreSQL that an unknown image contains."""
    if container.command or container.args or container.sort != "app":
        return None
    names = variable_names(container, pod.owner, objects)
    if names is None or "PGDATA" in names or additions_to(pod).defines_variable("PGDATA"):
        return None
    for mount in container.volume_mounts:
        whole = not mount.sub_path and not mount.sub_path_expr and not mount.read_only
        if whole and _OF_POSTGRES.fullmatch(normal_path(mount.mount_path or "/")):
            return mount
    return None


def _directory(container: Container, pod: PodTarget, data: Data, objects: ObjectSet) -> str | None:
    """The data directory of a container; None if it is not certain."""
    moved = next((each for each in container.env if each.name == data.variables), None)
    if moved:
        return normal_path(moved.value) if moved.value and "$" not in moved.value else None
    names = variable_names(container, pod.owner, objects)
    if names is None or any(re.fullmatch(data.variables, name) for name in names):
        return None
    return None if additions_to(pod).defines_variable(data.variables) else data.path
