"""The scripts of ConfigMaps that containers execute.

Only a script that the kernel itself executes counts: the first word of a command line. A shell, and
programs that call ``execvp``, interpret a file without ``#!`` themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from podlint.file_access.file_uses import started_file
from podlint.file_access.identity import identity_of
from podlint.file_access.permission import may
from podlint.file_access.places import Reached, reach
from podlint.file_access.volume_contents import contents_of
from podlint.models.config_map import ConfigMap
from podlint.pods.commands.words import all_command_lines
from podlint.relations.definitions import keys_of
from podlint.relations.references import volume_references
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.document import Place
    from podlint.models import Container
    from podlint.models.volume import Volume
    from podlint.models.workloads import PodTarget
    from podlint.relations.object_set import ObjectSet

__all__ = ["ConfigScript", "executed_scripts"]


class ConfigScript(Frozen):
    """A script of a ConfigMap that a container executes.

    Attributes:
        container: The container.
        path: The path in the container.
        started_at: The place of the path in the command.
        text: The script.
        defined_at: The place of the text in the ConfigMap.
    """

    container: Container
    path: str
    started_at: Place
    text: str
    defined_at: Place


def executed_scripts(objects: ObjectSet) -> Iterator[ConfigScript]:
    """The scripts that are certainly executed, and whose text is certainly known."""
    if not objects.all_read:
        return
    for pod in objects.whole_pods():
        if not any(volume.config_map for volume in pod.spec.volumes):
            continue
        for container in pod.spec.all_containers:
            for at, words in all_command_lines(container):
                script = _script(objects, pod, container, at, words)
                if script:
                    yield script


def _script(
    objects: ObjectSet, pod: PodTarget, container: Container, at: Place, words: tuple[str, ...]
) -> ConfigScript | None:
    if at.path[-1] == "args":
        return None
    path = started_file(container, words)
    reached = reach(container, path) if path else None
    if reached is None or not reached.volume or not reached.inner:
        return None
    entry = contents_of(reached.volume, pod.spec).at(reached.inner).entry
    if may(identity_of(container), entry, "execute") is False:
        return None
    found = _text(objects, pod, reached.volume, reached)
    return ConfigScript(container, reached.path, at / 0, *found) if found else None


def _text(
    objects: ObjectSet, pod: PodTarget, volume: Volume, reached: Reached
) -> tuple[str, Place] | None:
    source = volume.config_map
    reference = next(volume_references(volume, pod.owner), None)
    if source is None or reference is None or keys_of(objects, reference) is None:
        return None
    key = reached.inner
    if source.items:
        key = next((each.key for each in source.items if each.path == reached.inner), None)
    found = [
        each
        for each in objects.of(ConfigMap)
        if each.name == reference.name and each.namespace == pod.owner.namespace
    ]
    if len(found) != 1 or key is None or found[0].data.get(key) is None:
        return None
    (config,) = found
    return config.data[key], config.at / "data" / key
