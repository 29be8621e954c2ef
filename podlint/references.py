"""What objects ask of each other by name, and what a unit has of it.

A name belongs to one namespace. What a kustomization generates is there; so may be what a custom
resource speaks of, as an ExternalSecret does of the Secret that it makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from podlint.document import JSON, Place
from podlint.frozen import Frozen
from podlint.models import KubernetesObject
from podlint.models.guess import nearest
from podlint.objects import ObjectSet, namespace_of, together
from podlint.workloads import PodTarget, pods_of

if TYPE_CHECKING:
    from podlint.models import Container
    from podlint.models.volume import Volume

__all__ = ["Dangling", "Reference", "dangling", "keys_of", "references_of"]


class Reference(Frozen):
    """An object that another one names.

    Attributes:
        kind: The kind of the object that is named.
        name: Its name.
        at: Where the name is written.
        owner: The object that names it.
        symptom: What one sees if there is no such object.
        optional: The Pod runs without it.
        keys: The keys of it that are asked for, each with its place.
    """

    kind: str
    name: str
    at: Place
    owner: KubernetesObject
    symptom: str
    optional: bool = False
    keys: tuple[tuple[str, Place], ...] = ()


_NO_CONTAINER = "the container stays in CreateContainerConfigError"
_NO_MOUNT = "the Pod stays in ContainerCreating: FailedMount"
_NO_CLAIM = "the Pod stays Pending: FailedScheduling"
_NO_POD = "no Pod is made: FailedCreate"
_NO_VOLUME = "the claim and its Pods stay Pending"


def references_of(obj: KubernetesObject) -> Iterator[Reference]:
    """What an object and its Pods name, in order."""
    for pod in pods_of(obj):
        yield from _of_pod(pod)
    yield from _BY_KIND.get(type(obj).__name__, _nothing)(obj)


def _of_pod(pod: PodTarget) -> Iterator[Reference]:
    spec, owner = pod.spec, pod.owner
    for field, kind in (
        ("serviceAccountName", "ServiceAccount"),
        ("serviceAccount", "ServiceAccount"),
        ("priorityClassName", "PriorityClass"),
        ("runtimeClassName", "RuntimeClass"),
    ):
        name = spec.written.get(field)
        if isinstance(name, str) and name:
            yield Reference(kind, name, spec.at / field, owner, _NO_POD)
    for volume in spec.volumes:
        yield from _of_volume(volume, owner)
    for container in spec.all_containers:
        yield from _of_container(container, owner)


def _of_container(container: Container, owner: KubernetesObject) -> Iterator[Reference]:
    for variable in container.env:
        source = variable.value_from
        for kind, key in (
            ("ConfigMap", source and source.config_map_key_ref),
            ("Secret", source and source.secret_key_ref),
        ):
            if key and key.name:
                keys = ((key.key, key.at / "key"),) if key.key else ()
                at, optional = key.at / "name", bool(key.optional)
                yield Reference(kind, key.name, at, owner, _NO_CONTAINER, optional, keys)
    for each in container.env_from:
        for kind, whole in (("ConfigMap", each.config_map_ref), ("Secret", each.secret_ref)):
            if whole and whole.name:
                at, optional = whole.at / "name", bool(whole.optional)
                yield Reference(kind, whole.name, at, owner, _NO_CONTAINER, optional)


def _of_volume(volume: Volume, owner: KubernetesObject) -> Iterator[Reference]:
    projected = volume.projected.sources if volume.projected else ()
    sources: list[tuple[str, str, Any]] = [
        ("ConfigMap", "name", volume.config_map),
        ("Secret", "secretName", volume.secret),
        *(("ConfigMap", "name", each.config_map) for each in projected),
        *(("Secret", "name", each.secret) for each in projected),
    ]
    for kind, field, source in sources:
        name = source.written.get(field) if source else None
        if isinstance(name, str) and name:
            keys = tuple((item.key, item.at / "key") for item in source.items if item.key)
            at, optional = source.at / field, bool(source.optional)
            yield Reference(kind, name, at, owner, _NO_MOUNT, optional, keys)
    claim = volume.persistent_volume_claim
    if claim and claim.claim_name:
        kind, at = "PersistentVolumeClaim", claim.at / "claimName"
        yield Reference(kind, claim.claim_name, at, owner, _NO_CLAIM)
    if volume.ephemeral:
        yield from _of_claim(volume.ephemeral.volume_claim_template, owner)


def _of_claim(claim: Any, owner: KubernetesObject) -> Iterator[Reference]:
    """The class of a PersistentVolumeClaim or of a template of such."""
    spec = claim.spec if claim else None
    if spec and spec.storage_class_name:
        at = spec.at / "storageClassName"
        yield Reference("StorageClass", spec.storage_class_name, at, owner, _NO_VOLUME)


def _of_claim_object(obj: Any) -> Iterator[Reference]:
    return _of_claim(obj, obj)


def _of_stateful_set(obj: Any) -> Iterator[Reference]:
    if obj.spec is None:
        return
    for claim in obj.spec.volume_claim_templates:
        yield from _of_claim(claim, obj)
    if obj.spec.service_name:
        symptom = "its Pods get no names in DNS"
        at = obj.spec.at / "serviceName"
        yield Reference("Service", obj.spec.service_name, at, obj, symptom)


def _of_ingress(obj: Any) -> Iterator[Reference]:
    for backend in obj.backends:
        if backend.name:
            symptom = "requests are answered with 503 or 404"
            yield Reference("Service", backend.name, backend.at / "name", obj, symptom)


def _of_autoscaler(obj: Any) -> Iterator[Reference]:
    target = obj.spec and obj.spec.scale_target_ref
    if target and target.kind and target.name:
        symptom = "nothing is scaled: FailedGetScale"
        yield Reference(target.kind, target.name, target.at / "name", obj, symptom)


def _nothing(_: KubernetesObject) -> Iterator[Reference]:
    return iter(())


_BY_KIND = {
    "HorizontalPodAutoscaler": _of_autoscaler,
    "Ingress": _of_ingress,
    "PersistentVolumeClaim": _of_claim_object,
    "StatefulSet": _of_stateful_set,
}


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
            meant = nearest(each.name, (name for name in free if _may_be_slip(name, each.name)))
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


def _may_be_slip(name: str, other: str) -> bool:
    """Whether two names are meant to be one: alike word by word, and not told apart by digits."""
    if _letters(name) == _letters(other):
        return False
    words, others = name.split("-"), other.split("-")
    if len(words) != len(others):
        return "".join(words) == "".join(others)
    pairs = [(one, two) for one, two in zip(words, others, strict=True) if one != two]
    return all(
        len(one) > _SHORT and len(two) > _SHORT and nearest(one, (two,)) for one, two in pairs
    )


_SHORT = 2
"""Words of so few letters tell things apart, as in `token-a` and `token-b`."""


def _letters(name: str) -> str:
    return "".join(each for each in name if not each.isdigit())


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
