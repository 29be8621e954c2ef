"""The PriorityClass of a Pod, as far as the unit defines it.

Source: `plugin/pkg/admission/priority`.
"""

from __future__ import annotations

from podlint.models import PodSpec
from podlint.models.priority_class import PriorityClass
from podlint.relations.object_set import ObjectSet

__all__ = ["default_priority_class", "priority_class_of"]


def priority_class_of(spec: PodSpec, objects: ObjectSet) -> PriorityClass | None:
    """The class that decides the priority of a Pod: the one it names, or the default class.

    None if the unit does not define it, or only in part.
    """
    name = spec.priority_class_name
    if not name:
        return None if spec.is_unknown("priorityClassName") else default_priority_class(objects)
    found = objects.find("PriorityClass", name, None)
    if isinstance(found, PriorityClass) and not objects.is_fragment(found):
        return found
    return None


def default_priority_class(objects: ObjectSet) -> PriorityClass | None:
    """The class of Pods that name none; of several, the one with the lowest priority.

    Go: `getDefaultPriorityClass`.
    """
    found = [each for each in objects.whole(PriorityClass) if each.global_default]
    return min(found, key=lambda each: each.value or 0, default=None)
