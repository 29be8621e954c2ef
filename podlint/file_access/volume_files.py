"""The names of the files in a volume with the keys of a ConfigMap or a Secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.relations.definitions import keys_of
from podlint.relations.references import volume_references

if TYPE_CHECKING:
    from podlint.models.volume import Volume
    from podlint.models.workloads import PodTarget
    from podlint.relations.object_set import ObjectSet

__all__ = ["files_of_keys"]


def files_of_keys(volume: Volume, pod: PodTarget, objects: ObjectSet) -> frozenset[str] | None:
    """The files of a ConfigMap or Secret volume; None if not all are known."""
    source = volume.config_map or volume.secret
    reference = next(volume_references(volume, pod.owner), None)
    if source is None or reference is None or source.optional:
        return None
    if source.items:
        return frozenset(each.path for each in source.items if each.path)
    return keys_of(objects, reference)
