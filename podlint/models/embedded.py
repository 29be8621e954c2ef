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

    `partial` says that a controller completes it, so that what it lacks means nothing. `whole` says
    that none gives its containers an image.
    """

    metadata: ObjectMeta | None = None
    spec: PodSpec | None = None
    partial: bool = False
    whole: bool = False


class CustomResource(KubernetesObject):
    """An object of a kind for which podlint knows only the places of its Pods."""

    pods: list[EmbeddedPod] = []


Found = tuple[EmbeddedPod, list[DecodeFault]]


def read_pod(data: Data, place: Place, *, whole: bool = False) -> Found:
    """Read a Pod template or a Pod spec; of a whole Pod, the parts that these have.

    Args:
        data: The template or the spec.
        place: Where it is.
        whole: No controller gives its containers an image. Otherwise one that lacks an image shows
            that a controller completes the Pod.
    """
    if "containers" in data:
        spec, faults = read(PodSpec, data, place)
        return _embedded(place, None, spec, whole=whole), faults
    parts = {name: part for name, part in data.items() if name not in _OF_AN_OBJECT}
    template, faults = read(PodTemplateSpec, parts, place)
    return _embedded(place, template.metadata, template.spec, whole=whole), faults


def read_overlay(data: Data, place: Place, *, whole: bool = False) -> Found:
    """Read what a controller completes: a Pod template, or a map with fields of a Pod spec.

    Such a map has fields of its own, too: of unknown ones only slips of the pen are named.

    Args:
        data: The template or the map.
        place: Where it is.
        whole: The controller completes other fields than the containers' images.
    """
    if isinstance(data.get("spec"), dict):
        pod, faults = read_pod(data, place)
        present = [each for each in faults if each.kind != "missing-required-field"]
        return _embedded(place, pod.metadata, pod.spec, partial=True, whole=whole), present
    known = api_fields(PodSpec).keys() - _AMBIGUOUS
    parts = {name: value for name, value in data.items() if name in known}
    spec, faults = read(PodSpec, parts, place)
    return _embedded(place, None, spec, partial=True, whole=whole), _slips(faults)


def read_container(data: Data, place: Place, *, whole: bool = False) -> Found:
    """Read a container, which may have fields of its own, as the only one of a Pod.

    One without a name is called as the field that holds it. Whether the Pod is `whole` makes no
    difference: a controller puts the container into a Pod of its own making.
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
    place: Place,
    metadata: ObjectMeta | None,
    spec: PodSpec | None,
    *,
    partial: bool = False,
    whole: bool = False,
) -> EmbeddedPod:
    runs = spec and spec.containers and (whole or all(each.image for each in spec.all_containers))
    given = {"metadata": metadata, "spec": spec, "partial": partial or not runs, "whole": whole}
    pod = EmbeddedPod.model_validate(given)
    pod.put(place)
    return pod
