"""Decodes documents to objects; parts that do not fit become faults.

Kubernetes refuses an object with any of these faults; podlint still uses the rest of it. A value of
the wrong type reads as absent. A faulty item of a list reads as the empty value of its type, as
Kubernetes reads null there, so the items after it keep their indices.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from podlint.document import Place
from podlint.startup.frozen import Frozen

from .fault import DecodeFault
from .kinds import model_named, model_of, usual_version
from .metadata import ObjectMeta
from .node import Node, link
from .object import KubernetesObject
from .requirement import unmet

if TYPE_CHECKING:
    from podlint.document import Document

__all__ = ["Decoded", "decode", "not_an_object", "read"]

AnyNode = TypeVar("AnyNode", bound=Node)


class Decoded(Frozen):
    """An object and its faults."""

    object: KubernetesObject
    faults: tuple[DecodeFault, ...] = ()


def decode(document: "Document") -> tuple[Decoded, ...]:
    """The objects of a document: none, one, or the items of a List.

    An object of a kind without a model is a plain `KubernetesObject`: only its metadata is read,
    and its other fields have no faults. The same is true for the fields that an excerpt leaves out.
    """
    return tuple(_objects(document.data, Place(document), None))


def read(model: type[AnyNode], data: object, place: Place) -> tuple[AnyNode, list[DecodeFault]]:
    """Read data as a model, at any place in a document."""
    faults: list[DecodeFault] = []
    try:
        node = model.model_validate(data)
    except ValidationError as error:
        from .repair import repair

        node, faults = repair(model, data, error, place)
    if not isinstance(node, KubernetesObject):
        link(node)
    node.put(place)
    faults.extend(unmet(node, {fault.at.path for fault in faults}))
    return node, faults


def not_an_object(document: "Document") -> str | None:
    """Why a document, or an item of a List in it, is not decoded; None if everything is."""
    return next(_reasons(document.data, None), None)


def _objects(data: Any, place: Place, listed_as: "_Type | None") -> Iterator[Decoded]:
    if _refusal(data, listed_as):
        return
    if (items := _items(data)) is not None:
        for index, item in enumerate(items):
            yield from _objects(item, place / "items" / index, _item_type(data))
        return
    kind = data.get("kind")
    version = data.get("apiVersion")
    if listed_as and kind is None and version is None:
        version, kind = listed_as
        model = model_of(version, kind)
    else:
        model = model_of(version, kind) if isinstance(version, str) else model_named(kind)
    if model is None:
        yield Decoded(_plain(data, version, kind, place))
        return
    node, faults = read(model, data, place)
    if not node.checked:
        faults = []
    if version is None:
        faults.append(
            DecodeFault(
                "missing-required-field",
                f"`apiVersion` is missing, but every {kind} needs it",
                place / "apiVersion",
                help=f"Add apiVersion, as in `apiVersion: {usual_version(kind)}`.",
            )
        )
    yield Decoded(node, tuple(faults))


def _plain(data: dict[str, Any], version: str, kind: str, place: Place) -> KubernetesObject:
    given: dict[str, Any] = {"apiVersion": version, "kind": kind}
    if data.get("metadata") is not None:
        given["metadata"], _ = read(ObjectMeta, data["metadata"], place / "metadata")
    plain = KubernetesObject.model_validate(given)
    plain.put(place)
    return plain


_Type = tuple[str, str]


def _items(data: dict[str, Any]) -> list[Any] | None:
    kind, items = data.get("kind"), data.get("items")
    if isinstance(kind, str) and kind.endswith("List") and isinstance(items, list):
        return items
    return None


def _item_type(data: dict[str, Any]) -> _Type | None:
    """The type of the items of, for example, a PodList, which may omit it; None for a List."""
    kind = data["kind"].removesuffix("List")
    version = data.get("apiVersion")
    return (version, kind) if kind and isinstance(version, str) else None


def _reasons(data: Any, listed_as: _Type | None) -> Iterator[str]:
    if reason := _refusal(data, listed_as):
        yield reason
    elif (items := _items(data)) is not None:
        for index, item in enumerate(items):
            for reason in _reasons(item, _item_type(data)):
                yield f"item {index} of the {data['kind']}: {reason}"


def _refusal(data: Any, listed_as: _Type | None) -> str | None:
    """Why this is not an object; None if it is one."""
    if data is None:
        return "empty"
    if not isinstance(data, dict):
        from .wording import name_value

        return f"not a Kubernetes object: {name_value(data)}, not a map"
    kind, version = data.get("kind"), data.get("apiVersion")
    if kind is None and version is None:
        return None if listed_as else "not a Kubernetes object: neither apiVersion nor kind"
    if isinstance(kind, str) and kind:
        if isinstance(version, str) and version:
            return None
        if model_named(kind) is not None and not _is_bare(data):
            return None
    name, value = ("apiVersion", version) if isinstance(kind, str) and kind else ("kind", kind)
    if not value:
        return f"not a Kubernetes object: no {name}"
    from .wording import name_value

    return f"not a Kubernetes object: {name} is {name_value(value)}, not a string"


def _is_bare(data: dict[str, Any]) -> bool:
    """Whether a map with `kind: Pod` and without a usable apiVersion is other data."""
    parts = ("metadata", "spec", "template")
    return "apiVersion" not in data and not any(isinstance(data.get(key), dict) for key in parts)
