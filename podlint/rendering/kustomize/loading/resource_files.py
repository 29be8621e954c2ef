"""Texts of resources or patches to resources.

Sources: ``SliceFromBytes`` in api/resource/factory.go; ``ByteReader.Read`` in
kyaml/kio/byteio_reader.go; ``GetValidatedMetadata`` in kyaml/yaml/rnode.go.
"""

from __future__ import annotations

from collections.abc import Iterable

from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.json_form import as_json
from podlint.rendering.kustomize.nodes.node import (
    List,
    Map,
    Node,
    Scalar,
    is_empty,
    is_null,
    text_of,
)
from podlint.rendering.kustomize.nodes.read_nodes import Source, read_parts
from podlint.rendering.kustomize.nodes.resource import Resource, sub_map

__all__ = ["checked", "read_resources"]

_LISTS = frozenset(("List", "ResourceList"))


def read_resources(source: Source) -> list[Resource]:
    """The resources in a text; lists of resources are taken apart.

    Raises:
        BuildError: The text cannot be read, or an object is not a resource.
    """
    nodes, number = read_parts(source)
    if number == 1:
        nodes = [each for node in nodes for each in _unwrapped(node)]
    pending = _good(nodes)
    found = []
    at = 0
    while at < len(pending):
        node = pending[at]
        at += 1
        if not _kind(node).endswith("List") or "items" not in node.items:
            found.append(Resource(node, node.places[0] if node.places else source.first))
            continue
        if node.refusal:
            raise BuildError(node.refusal, node.places[0])
        items = node.items["items"]
        if is_null(items):
            continue
        if not isinstance(items, List):
            raise BuildError(f"the items of a {_kind(node)} are not a list", items.places[0])
        for each in items.items:
            pending += _good(_unwrapped(as_json(each, written=False, is_root=False)))
    return found


def checked(node: Node) -> Map:
    """A resource that has a kind, and a name unless it is a list.

    Raises:
        BuildError: It has not.
    """
    origin = next(iter(node.places), None)
    if not isinstance(node, Map):
        raise BuildError("this is not a resource", origin)
    kind = text_of(node.items.get("kind"))
    if not kind:
        raise BuildError("the resource has no kind", origin)
    if not kind.endswith("List"):
        metadata = sub_map(node, "metadata")
        name = metadata.items.get("name") if metadata else None
        if not isinstance(name, Scalar) or is_null(name) or not name.text:
            raise BuildError(f"the {kind} has no metadata.name", origin)
    return node


def _kind(node: Map) -> str:
    found = node.items.get("kind")
    return found.text if isinstance(found, Scalar) else ""


def _good(nodes: Iterable[Node]) -> list[Map]:
    return [checked(each) for each in nodes if not is_empty(each)]


def _unwrapped(node: Node) -> list[Node]:
    """The items of a list that is all of a text; else the node itself."""
    if not isinstance(node, Map) or text_of(node.items.get("kind")) not in _LISTS:
        return [node]
    if "items" not in node.items:
        return [] if "functionConfig" in node.items else [node]
    items = node.items["items"]
    if isinstance(items, Map) and items.items:
        raise BuildError("the items of a List are not a list", items.places[0])
    return list(items.items) if isinstance(items, List) else []
