"""Whether an object that rules a namespace, such as a LimitRange, applies to another object.

Many manifests have no namespace, because it is chosen when they are applied.
"""

from __future__ import annotations

from podlint.models import KubernetesObject
from podlint.relations.object_set import ObjectSet, together

__all__ = ["is_presumed", "may_rule", "rules_surely"]


def may_rule(ruler: KubernetesObject, other: KubernetesObject, objects: ObjectSet) -> bool:
    """Whether two objects may be in the same namespace at the same time.

    Of several rulers with the same name, only one exists: if one is in the same file as the other
    object, it is that one.
    """
    if not together(ruler.namespace, other.namespace):
        return False
    rivals = _rivals(ruler, objects)
    beside = ruler.at.document.is_beside(other.at.document)
    return beside or not any(each.at.document.is_beside(other.at.document) for each in rivals)


def _rivals(ruler: KubernetesObject, objects: ObjectSet) -> list[KubernetesObject]:
    return [
        each
        for each in objects.named(ruler.qualified_kind)
        if each is not ruler
        and each.name == ruler.name
        and together(each.namespace, ruler.namespace)
        and not each.at.document.is_beside(ruler.at.document)
    ]


def rules_surely(ruler: KubernetesObject, other: KubernetesObject, objects: ObjectSet) -> bool:
    """Whether two objects are in the same namespace, and the ruler is what is written.

    Files of a folder can be alternatives, such as the examples of a documentation. Objects without
    a namespace in different files are therefore together only if no other file has an object of the
    ruler's kind without a namespace. If only one of two objects has a namespace, they are together
    if it is the only namespace in the unit; see `is_presumed`.
    """
    if objects.is_fragment(ruler) or not may_rule(ruler, other, objects):
        return False
    if _rivals(ruler, objects) and not ruler.at.document.is_beside(other.at.document):
        return False
    if ruler.namespace and other.namespace:
        return True
    if (ruler.namespace or other.namespace) and len(_namespaces(objects)) > 1:
        return False
    return _is_close(ruler, other, objects) or not _has_alternatives(ruler, objects)


def is_presumed(ruler: KubernetesObject, other: KubernetesObject, objects: ObjectSet) -> bool:
    """Whether two objects are together only because nothing says otherwise.

    They are in different files, and only one of them has a namespace.
    """
    written = bool(ruler.namespace), bool(other.namespace)
    return written[0] != written[1] and not _is_close(ruler, other, objects)


def _is_close(ruler: KubernetesObject, other: KubernetesObject, objects: ObjectSet) -> bool:
    return objects.built or ruler.at.document.is_beside(other.at.document)


def _namespaces(objects: ObjectSet) -> set[str]:
    return {each.namespace for each in objects.objects if each.namespace}


def _has_alternatives(ruler: KubernetesObject, objects: ObjectSet) -> bool:
    return any(
        each.namespace == ruler.namespace and not each.at.document.is_beside(ruler.at.document)
        for each in objects.named(ruler.qualified_kind)
    )
