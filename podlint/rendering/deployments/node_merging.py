"""Nodes put together from others; a value keeps the places of the node that it comes from."""

from __future__ import annotations

from podlint.rendering.kustomize.node import (
    List,
    Map,
    Node,
    Origin,
    Scalar,
    is_empty,
    is_null,
    text_map,
)

__all__ = ["filled_up", "merged", "placed"]


def merged(node: Map, patch: Map) -> Map:
    """A map with the values of another one, as a JSON merge patch (RFC 7386)."""
    items = dict(node.items)
    for key, value in patch.items.items():
        old = items.get(key)
        if is_null(value):
            items.pop(key, None)
        elif isinstance(value, Map):
            items[key] = merged(old if isinstance(old, Map) else Map(places=value.places), value)
        else:
            items[key] = value
    return text_map(items, node.places)


def filled_up(node: Map, other: Map) -> Map:
    """A map with the values of another one where it has none, or an empty one."""
    items = dict(node.items)
    for key, value in other.items.items():
        old = items.get(key)
        if isinstance(old, Map) and isinstance(value, Map):
            items[key] = filled_up(old, value)
        elif is_empty(old) or (isinstance(old, Scalar) and not old.text):
            items[key] = value
    return text_map(items, node.places)


def placed(node: Node, places: tuple[Origin, ...]) -> Node:
    """A copy of a node of which all values have the same places."""
    if isinstance(node, Scalar):
        return Scalar(node.text, node.tag, node.quoted, places)
    if isinstance(node, List):
        return List([placed(each, places) for each in node.items], places)
    return text_map({key: placed(each, places) for key, each in node.items.items()}, places)
