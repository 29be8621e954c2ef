"""The errors of an object that other objects of its unit settle."""

from __future__ import annotations

from podlint.document import Path
from podlint.models import KubernetesObject
from podlint.relations.object_set import ObjectSet

__all__ = ["settled_by_others"]

_ADMITTING = ("LimitRange", "PriorityClass")


def settled_by_others(obj: KubernetesObject, objects: ObjectSet) -> frozenset[Path]:
    """The values that a LimitRange makes valid, or that the default PriorityClass decides."""
    if not any(next(objects.named(kind), None) for kind in _ADMITTING):
        return frozenset()
    from podlint.admission.settled import settled_by

    return settled_by(obj, objects)
