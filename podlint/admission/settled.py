"""The errors of an object that say nothing, because admission plugins change its Pods.

`podlint.validation` judges an object without the other objects of its unit.
"""

from __future__ import annotations

from podlint.admission.classes import default_priority_class
from podlint.admission.defaulted import changes_by_defaults
from podlint.document import Path
from podlint.models import KubernetesObject
from podlint.models.workloads import pods_of
from podlint.relations.object_set import ObjectSet

__all__ = ["settled_by"]

_PRIORITY = ("priority", "preemptionPolicy")


def settled_by(obj: KubernetesObject, objects: ObjectSet) -> frozenset[Path]:
    """The paths in an object of the errors to leave out.

    These are errors of a Pod that the defaults of a LimitRange correct. If the unit has a default
    PriorityClass, it decides the priority of Pods without a class.
    """
    found: set[Path] = set()
    root = len(obj.at.path)
    for pod in pods_of(obj):
        if obj.qualified_kind == "Pod":
            found |= changes_by_defaults(pod).healed
        if not pod.spec.priority_class_name and default_priority_class(objects):
            found |= {(*pod.spec.at.path[root:], name) for name in _PRIORITY}
    return frozenset(found)
