"""The environment variables of a container, also those from ConfigMaps and Secrets of the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.relations.definitions import keys_of
from podlint.relations.references import Reference

if TYPE_CHECKING:
    from podlint.models import Container, KubernetesObject
    from podlint.relations.object_set import ObjectSet

__all__ = ["variable_names"]


def variable_names(
    container: Container, owner: KubernetesObject, objects: ObjectSet
) -> frozenset[str] | None:
    """The names of the variables that the manifests set; None if they are not all known.

    They are unknown if `envFrom` uses an object whose keys are unknown. Variables that a controller
    or a webhook adds, those of Services, and those of the image are not among them.

    Args:
        container: The container.
        owner: The object that contains it.
        objects: The objects that are applied with it.
    """
    names = {each.name for each in container.env if each.name}
    for source in container.env_from:
        for kind, whole in (("ConfigMap", source.config_map_ref), ("Secret", source.secret_ref)):
            if whole is None:
                continue
            reference = Reference(kind, whole.name or "", whole.at / "name", owner, "")
            keys = keys_of(objects, reference)
            if keys is None:
                return None
            names |= {(source.prefix or "") + key for key in keys}
    return frozenset(names)
