"""What a unit has of what its objects ask for by name.

A name belongs to one namespace. What a kustomization generates is there; so may be what a custom
resource speaks of, as an ExternalSecret does of the Secret that it makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from podlint.document import JSON
from podlint.frozen import Frozen
from podlint.models import KubernetesObject
from podlint.models.guess import may_be_slip, nearest
from podlint.objects import ObjectSet, namespace_of, together
from podlint.references import Reference, references_of

__all__ = ["Dangling", "dangling", "keys_of"]


class Dangling(Frozen):
    """A reference to what the unit lacks.

    Attributes:
        reference: The reference.
        meant: An object of the unit that is called nearly so, and that nothing else asks for.
        others: The names of the objects of that kind that the unit has.
    """

    reference: Reference
    meant: str | None
    others: frozenset[str]


def dangling(objects: ObjectSet) -> Iterator[Dangling]:
    """The references to objects that are not in the unit, although others of their kind are.

    A name that the cluster itself brings, or that a custom resource speaks of, is not dangling. Nor
    is anything in a patch or in what a patch changes.
    """
    if not objects.complete:
        return
    references = [each for obj in objects.objects for each in references_of(obj)]
    used = {(each.kind, each.name) for each in references}
    for each in references:
        if objects.is_fragment(each.owner) or each.name in _BUILT_IN or _is_template(each.name):
            continue
        known = _defined(objects, each.kind, each.owner)
        if known and each.name not in known and not _is_made_elsewhere(objects, each.name):
            free = sorted(name for name in known if (each.kind, name) not in used)
            meant = nearest(each.name, (name for name in free if may_be_slip(name, each.name)))
            yield Dangling(each, meant, known)


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


def _defined(objects: ObjectSet, kind: str, owner: KubernetesObject) -> frozenset[str]:
    """The names of the objects of a kind that an object could mean: those of its namespace."""
    namespace = None if kind in _CLUSTER_WIDE else namespace_of(owner)
    written = (
        obj.name
        for obj in objects.named(kind)
        if together(namespace, namespace_of(obj)) and obj.name
    )
    generated = (each.name for each in objects.generated if each.kind == kind)
    return frozenset((*written, *generated))


def keys_of(objects: ObjectSet, reference: Reference) -> frozenset[str] | None:
    """The keys of the ConfigMap or Secret that is meant; None where they are not known for sure.

    They are not if it is not in the unit, if a patch or a controller adds to it, or if it is empty:
    then something fills it in later.
    """
    keys: set[str] = set()
    for each in objects.generated:
        if (each.kind, each.name) == (reference.kind, reference.name):
            if each.keys is None:
                return None
            keys |= each.keys
    for obj in objects.named(reference.kind):
        if obj.name == reference.name and together(
            namespace_of(obj), namespace_of(reference.owner)
        ):
            found = _written_keys(obj)
            if not found or objects.is_fragment(obj) or _is_filled_in(obj):
                return None
            keys |= found
    if not keys or _is_made_elsewhere(objects, reference.name):
        return None
    return frozenset(keys)


def _written_keys(obj: KubernetesObject) -> set[str]:
    """The keys that are written, those with values of a wrong type, too."""
    parts = (obj.written.get(field) for field in ("data", "binaryData", "stringData"))
    return {key for part in parts if isinstance(part, dict) for key in part}


_TYPES_FILLED_IN = ("kubernetes.io/service-account-token",)
_FILLING_IN = ("inject", "replicat", "reflector", "reloader.stakater.com/match")


def _is_filled_in(obj: Any) -> bool:
    """Whether a controller adds keys, as its labels and annotations say."""
    if getattr(obj, "type", None) in _TYPES_FILLED_IN:
        return True
    marks = {**obj.metadata.labels, **obj.metadata.annotations}
    return any(word in key for key in marks for word in _FILLING_IN)


def _is_made_elsewhere(objects: ObjectSet, name: str) -> bool:
    """Whether a custom resource speaks of a name: its controller may make what is called so."""
    return any(
        _mentions(obj.written, name)
        for obj in objects.objects
        if "." in obj.group and not obj.group.endswith("k8s.io")
    )


def _mentions(data: JSON, name: str) -> bool:
    if isinstance(data, Mapping):
        return any(_mentions(value, name) for value in data.values())
    if isinstance(data, list):
        return any(_mentions(value, name) for value in data)
    return data == name
