"""Which of the objects that are referenced by name a unit defines.

A name belongs to one namespace. Objects that a kustomization generates count as defined. A name
that a custom resource mentions may also exist: an ExternalSecret names the Secret that it creates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from podlint.models import KubernetesObject
from podlint.models.guess import slip_of
from podlint.relations.object_set import ObjectSet, together
from podlint.relations.references import Reference, references_of
from podlint.relations.renamed import renamed
from podlint.startup.frozen import Frozen

__all__ = ["Dangling", "binary_keys_of", "dangling", "keys_of"]


class Dangling(Frozen):
    """A reference to an object that the unit does not define.

    Attributes:
        reference: The reference.
        meant: The name of an object of the unit that is almost the same or has one word more or
            less, and that nothing else references; None if there is none.
        others: The names of the objects of that kind that the unit defines.
        elsewhere: An object with the name, which is in another namespace; None if there is none.
    """

    reference: Reference
    meant: str | None
    others: frozenset[str]
    elsewhere: KubernetesObject | None = None


def dangling(objects: ObjectSet) -> Iterator[Dangling]:
    """The references to undefined objects of kinds of which the unit defines others.

    An object of the same name in another namespace counts as another one.

    A name that the cluster itself provides, or that a custom resource mentions, is not dangling.
    Nor is any reference in a patch or in an object that a patch changes.
    """
    if not objects.complete:
        return
    references = [each for obj in objects.objects for each in references_of(obj)]
    used = {(each.kind, each.name) for each in references}
    by_kind = {kind: _defined(objects, kind) for kind in {each.kind for each in references}}
    made = objects.custom_texts
    missing: dict[tuple[str, str | None], list[Reference]] = {}
    for each in references:
        if objects.is_fragment(each.owner) or each.name in _BUILT_IN or _is_template(each.name):
            continue
        here = None if each.kind in _CLUSTER_WIDE else each.owner.namespace
        if each.name not in made and not _is_in(here, by_kind[each.kind].get(each.name, ())):
            missing.setdefault((each.kind, here), []).append(each)
    for (kind, here), those in missing.items():
        known = frozenset(name for name, where in by_kind[kind].items() if _is_in(here, where))
        free = sorted(name for name in known if (kind, name) not in used)
        is_only = len({each.name for each in those}) == 1
        for each in those:
            meant = slip_of(each.name, free)
            away = None if meant else _elsewhere(objects, each)
            if is_only and not meant and not away:
                meant = renamed(each, free, objects)
            if known or away:
                yield Dangling(each, meant, known, away)


def _elsewhere(objects: ObjectSet, reference: Reference) -> KubernetesObject | None:
    """The object in another namespace that a reference names; None if that is not certain.

    A controller may copy the object, and a kustomization may change namespaces.
    """
    if reference.kind not in _OF_NAMESPACE or objects.namespace:
        return None
    named = [obj for obj in objects.named(reference.kind) if obj.name == reference.name]
    if any(_is_filled_in(obj) or objects.is_fragment(obj) for obj in named):
        return None
    return next(iter(named), None)


_OF_NAMESPACE = frozenset(("ConfigMap", "PersistentVolumeClaim", "Secret", "ServiceAccount"))
"""Kinds of objects that Pods can only use in their own namespace."""


def _is_in(namespace: str | None, namespaces: Iterable[str | None]) -> bool:
    return any(together(namespace, each) for each in namespaces)


_BUILT_IN = frozenset(
    (
        "default",
        "kube-root-ca.crt",
        "openshift-service-ca.crt",
        "system-cluster-critical",
        "system-node-critical",
    )
)


def _is_template(name: str) -> bool:
    return any(mark in name for mark in ("$", "{", "<"))


_CLUSTER_WIDE = frozenset(("PriorityClass", "RuntimeClass", "StorageClass"))


def _defined(objects: ObjectSet, kind: str) -> dict[str, set[str | None]]:
    """The names of the objects of a kind, with their namespaces."""
    found: dict[str, set[str | None]] = {}
    for obj in objects.named(kind):
        if obj.name:
            found.setdefault(obj.name, set()).add(None if kind in _CLUSTER_WIDE else obj.namespace)
    for each in objects.generated:
        if each.kind == kind:
            found.setdefault(each.name, set()).add(None)
    return found


def keys_of(objects: ObjectSet, reference: Reference) -> frozenset[str] | None:
    """The keys of the referenced ConfigMap or Secret; None if they are not known for certain.

    They are unknown if it is not in the unit, if a patch or a controller adds keys, or if it is
    empty, since something then fills it in later.
    """
    keys: set[str] = set()
    for each in objects.generated:
        if (each.kind, each.name) == (reference.kind, reference.name):
            if each.keys is None:
                return None
            keys |= each.keys
    for obj in objects.named(reference.kind):
        if obj.name == reference.name and together(obj.namespace, reference.owner.namespace):
            found = _written_keys(obj)
            if not found or objects.is_fragment(obj) or _is_filled_in(obj):
                return None
            keys |= found
    if not keys or reference.name in objects.custom_texts:
        return None
    return frozenset(keys)


def binary_keys_of(objects: ObjectSet, reference: Reference) -> frozenset[str]:
    """The keys of the referenced ConfigMap that are only in `binaryData`; empty for a Secret.

    Variables cannot use them: ``makeEnvironmentVariables`` in pkg/kubelet/kubelet_pods.go reads
    only `data`.
    """
    if reference.kind != "ConfigMap":
        return frozenset()
    binary, text = set[str](), set[str]()
    for obj in objects.named("ConfigMap"):
        if obj.name == reference.name and together(obj.namespace, reference.owner.namespace):
            binary |= _written_keys(obj, "binaryData")
            text |= _written_keys(obj, "data")
    return frozenset(binary - text)


_FIELDS = ("data", "binaryData", "stringData")


def _written_keys(obj: KubernetesObject, *fields: str) -> set[str]:
    """The keys in the manifest, including those whose values have a wrong type."""
    parts = (obj.written.get(field) for field in fields or _FIELDS)
    return {key for part in parts if isinstance(part, dict) for key in part}


_TYPES_FILLED_IN = ("kubernetes.io/service-account-token",)
_FILLING_IN = ("inject", "replicat", "reflector", "reloader.stakater.com/match")


def _is_filled_in(obj: Any) -> bool:
    """Whether a controller adds keys, according to labels and annotations."""
    if getattr(obj, "type", None) in _TYPES_FILLED_IN:
        return True
    marks = {**obj.metadata.labels, **obj.metadata.annotations}
    return any(word in key for key in marks for word in _FILLING_IN)
