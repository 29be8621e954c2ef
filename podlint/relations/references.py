"""References from objects to other objects by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from podlint.document import Place
from podlint.models import KubernetesObject
from podlint.models.workloads import PodTarget, pods_of
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.models import Container
    from podlint.models.volume import Volume

__all__ = ["Reference", "references_of", "volume_references"]


class Reference(Frozen):
    """A reference from one object to another by name.

    Attributes:
        kind: The kind of the referenced object, as in `KubernetesObject.qualified_kind`.
        name: Its name.
        at: The place of the name.
        owner: The object that contains the reference.
        symptom: What happens in the cluster if the object does not exist, as a full sentence.
        optional: The Pod runs without the object.
        keys: The keys of the object that are used, each with its place.
        as_text: The keys, or all of them, become variables, for which the kubelet does not read
            `binaryData`.
    """

    kind: str
    name: str
    at: Place
    owner: KubernetesObject
    symptom: str
    optional: bool = False
    keys: tuple[tuple[str, Place], ...] = ()
    as_text: bool = False


_NO_CONTAINER = "The container stays in `CreateContainerConfigError`."
_NO_MOUNT = "The Pod stays in `ContainerCreating`, with the event `FailedMount`."
_NO_CLAIM = "The Pod stays Pending, with the event `FailedScheduling`."
_NO_POD = "The API server rejects the Pod, and a controller reports `FailedCreate`."
_NO_VOLUME = "The claim and its Pods stay Pending."


def references_of(obj: KubernetesObject) -> Iterator[Reference]:
    """The references of an object and its Pods, in order."""
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
        yield from volume_references(volume, owner)
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
                yield Reference(
                    kind, key.name, at, owner, _NO_CONTAINER, optional, keys, as_text=True
                )
    for each in container.env_from:
        for kind, whole in (("ConfigMap", each.config_map_ref), ("Secret", each.secret_ref)):
            if whole and whole.name:
                at, optional = whole.at / "name", bool(whole.optional)
                yield Reference(kind, whole.name, at, owner, _NO_CONTAINER, optional, as_text=True)


def volume_references(volume: Volume, owner: KubernetesObject) -> Iterator[Reference]:
    """The references of a volume of an object's Pods."""
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
    """The storage class of a PersistentVolumeClaim or of a claim template."""
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
        symptom = "The Pods of the StatefulSet get no DNS names."
        at = obj.spec.at / "serviceName"
        yield Reference("Service", obj.spec.service_name, at, obj, symptom)


def _of_ingress(obj: Any) -> Iterator[Reference]:
    for backend in obj.backends:
        if backend.name:
            symptom = "The Ingress controller answers requests with 503 or 404."
            yield Reference("Service", backend.name, backend.at / "name", obj, symptom)


def _of_autoscaler(obj: Any) -> Iterator[Reference]:
    target = obj.spec and obj.spec.scale_target_ref
    if target and target.kind and target.name:
        symptom = "The autoscaler scales nothing, and reports `FailedGetScale`."
        yield Reference(target.qualified_kind, target.name, target.at / "name", obj, symptom)


def _nothing(_: KubernetesObject) -> Iterator[Reference]:
    return iter(())


_BY_KIND = {
    "HorizontalPodAutoscaler": _of_autoscaler,
    "Ingress": _of_ingress,
    "PersistentVolumeClaim": _of_claim_object,
    "StatefulSet": _of_stateful_set,
}
