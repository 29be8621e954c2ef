"""Custom resources: objects of kinds that are not built in, with the Pods in them."""

from typing import Any

from podlint.document import Place

from .container import Container
from .decoding import read
from .fault import DecodeFault
from .fields import api_fields
from .metadata import ObjectMeta
from .node import Node
from .object import KubernetesObject
from .pod import PodSpec
from .pod_template import PodTemplateSpec

__all__ = ["CustomResource", "EmbeddedPod", "read_container", "read_overlay", "read_pod"]

_OF_AN_OBJECT = ("apiVersion", "kind", "status")
_AMBIGUOUS = {"resources"}
"""Fields that mean one container in a custom resource, and all containers in a Pod spec."""

Data = dict[str, Any]


class EmbeddedPod(Node):
    """A Pod spec somewhere in a custom resource.

    `partial` means that a controller completes it, so podlint reports no missing fields.
    """

    metadata: ObjectMeta | None = None
    spec: PodSpec | None = None
    partial: bool = False


class CustomResource(KubernetesObject):
    """An object of a kind for which podlint knows only the places of its Pods."""

    pods: list[EmbeddedPod] = []


Found = tuple[EmbeddedPod, list[DecodeFault]]


def read_pod(data: Data, place: Place) -> Found:
    """Read a Pod template or a Pod spec; of a whole Pod, read the parts that these have."""
    if "containers" in data:
        spec, faults = read(PodSpec, data, place)
        return _embedded(place, None, spec), faults
    parts = {name: part for name, part in data.items() if name not in _OF_AN_OBJECT}
    template, faults = read(PodTemplateSpec, parts, place)
    return _embedded(place, template.metadata, template.spec), faults


def read_overlay(data: Data, place: Place) -> Found:
    """Read a part that a controller completes: a Pod template, or a map with fields of a Pod spec.

    Such a map also has its own fields, so only unknown fields that are probably misspelled are
    reported.
    """
    if isinstance(data.get("spec"), dict):
        pod, faults = read_pod(data, place)
        present = [each for each in faults if each.kind != "missing-required-field"]
        return _embedded(place, pod.metadata, pod.spec, partial=True), present
    known = api_fields(PodSpec).keys() - _AMBIGUOUS
    parts = {name: value for name, value in data.items() if name in known}
    spec, faults = read(PodSpec, parts, place)
    return _embedded(place, None, spec, partial=True), _slips(faults)


def read_container(data: Data, place: Place) -> Found:
    """Read a container, which may have fields of its own, as the only one of a Pod.

    A container without a name gets the name of its field.
    """
    step = place.path[-1]
    named = {"name": step if isinstance(step, str) else f"number {step}", **data}
    container, faults = read(Container, named, place)
    spec = PodSpec.model_validate({"containers": [container]})
    spec.put(place)
    return _embedded(place, None, spec, partial=True), _slips(faults)


def _slips(faults: list[DecodeFault]) -> list[DecodeFault]:
    return [each for each in faults if each.kind == "unknown-field" and each.suggestion]


def _embedded(
    place: Place, metadata: ObjectMeta | None, spec: PodSpec | None, partial: bool = False
) -> EmbeddedPod:
    whole = spec and spec.containers and all(each.image for each in spec.all_containers)
    given = {"metadata": metadata, "spec": spec, "partial": partial or not whole}
    pod = EmbeddedPod.model_validate(given)
    pod.put(place)
    return pod
