"""Whether a missing name is that of an object whose name was changed in one place only.

A manifest often names a ConfigMap `comics-config` while the one beside it is `comics`: somebody
added or dropped a word in one of the two places. That is likely only if exactly one object of the
kind is left that nothing references, and exactly one name that nothing defines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from podlint.models.service import Service
from podlint.models.workloads import pods_of
from podlint.relations.object_set import ObjectSet

if TYPE_CHECKING:
    from podlint.relations.references import Reference

__all__ = ["renamed"]

_KINDS = frozenset(("ConfigMap", "Deployment", "PersistentVolumeClaim", "ServiceAccount",
                    "StatefulSet"))  # fmt: skip
"""Kinds whose objects usually stand beside the Pods that use them. Secrets often do not, and a
Service need not be referenced at all.
"""
_WORD = re.compile(r"[^-._]+")


def renamed(reference: Reference, free: Sequence[str], objects: ObjectSet) -> str | None:
    """The name of the unused object that a reference probably means; None if that is doubtful.

    Args:
        reference: A reference to an object that the unit does not define.
        free: The names of the objects of its kind in its namespace that nothing references.
        objects: The objects of the unit.
    """
    if reference.optional:
        return None
    if reference.kind == "Service":
        return _headless(reference, objects)
    if reference.kind in _KINDS and len(free) == 1:
        # A prefix often tells configurations apart, but not accounts.
        alike = _is_longer(reference.name, free[0], either_end=reference.kind == "ServiceAccount")
        return free[0] if alike else None
    return None


def _is_longer(name: str, other: str, *, either_end: bool = False) -> bool:
    """Whether one name has all words of the other in the same order, and begins with the same.

    With ``either_end``, they may also end with the same word.
    """
    short, long = sorted((_WORD.findall(name), _WORD.findall(other)), key=len)
    rest = iter(long)
    meets = short[:1] == long[:1] or (either_end and short[-1:] == long[-1:])
    return short != long and meets and all(word in rest for word in short)


def _headless(reference: Reference, objects: ObjectSet) -> str | None:
    """The headless Service that selects the Pods of the StatefulSet which names another one.

    It is certain only if no other Service selects these Pods.
    """
    if reference.owner.qualified_kind != "StatefulSet":
        return None
    services = {
        id(each): each for pod in pods_of(reference.owner) for each in objects.services_of(pod)
    }
    names = [each.name for each in services.values() if _is_headless(each)]
    name = names[0] if len(names) == 1 and len(services) == 1 else None
    return name if name and _is_longer(reference.name, name) else None


def _is_headless(service: Service) -> bool:
    return service.spec is not None and service.spec.cluster_ip == "None"
