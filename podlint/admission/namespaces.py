"""Whether an object that rules a namespace, such as a LimitRange, applies to another object.

Many manifests have no namespace, because it is chosen when they are applied.
"""

from __future__ import annotations

from podlint.models import KubernetesObject
from podlint.relations.object_set import ObjectSet, together

__all__ = ["may_rule", "rules_surely"]


def may_rule(ruler: KubernetesObject, other: KubernetesObject) -> bool:
    """Whether two objects may be in the same namespace."""
    return together(ruler.namespace, other.namespace)


def rules_surely(ruler: KubernetesObject, other: KubernetesObject, objects: ObjectSet) -> bool:
    """Whether two objects are certainly in the same namespace, and the ruler is what is written.

    Files of a folder can be alternatives, such as the examples of a documentation. Objects without
    a namespace in different files are therefore together only if no other file has an object of the
    ruler's kind without a namespace. If one of the objects has a namespace, it must be the only one
    in the unit.
    """
    if objects.is_fragment(ruler) or not may_rule(ruler, other):
        return False
    if ruler.namespace and other.namespace:
        return True
    close = objects.built or ruler.at.document.is_beside(other.at.document)
    if ruler.namespace or other.namespace:
        return close and len(_namespaces(objects)) == 1
    return close or not _has_alternatives(ruler, objects)


def _namespaces(objects: ObjectSet) -> set[str]:
    return {each.namespace for each in objects.objects if each.namespace}


def _has_alternatives(ruler: KubernetesObject, objects: ObjectSet) -> bool:
    return any(
        not each.namespace and not each.at.document.is_beside(ruler.at.document)
        for each in objects.named(ruler.qualified_kind)
    )
