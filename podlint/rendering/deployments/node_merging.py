"""Nodes put together from others; a value keeps the places of the node that it comes from."""

from __future__ import annotations

import json

from podlint.rendering.deployments.document_nodes import TAGS, text_of_value
from podlint.rendering.kustomize.nodes.node import (
    List,
    Map,
    Node,
    Origin,
    Scalar,
    is_empty,
    is_null,
    text_map,
)
from podlint.rendering.kustomize.nodes.value import scalar_value

__all__ = ["described", "filled_up", "merged", "placed", "typed"]


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


def described(node: Node) -> str:
    """A text that is equal for nodes with equal values, wherever they are written."""
    return json.dumps(_described(node))


def _described(node: Node) -> object:
    if isinstance(node, Scalar):
        return (node.tag, node.text)
    if isinstance(node, List):
        return [_described(each) for each in node.items]
    return {key: _described(each) for key, each in node.items.items()}


def typed(node: Node) -> Node:
    """A copy of a node of which each value has the type that it is printed with.

    Raises:
        BuildError: A value cannot be printed.
    """
    if isinstance(node, Scalar):
        value = scalar_value(node)
        return Scalar(text_of_value(value), TAGS[type(value)], places=node.places)
    if isinstance(node, List):
        return List([typed(each) for each in node.items], node.places)
    return text_map({key: typed(each) for key, each in node.items.items()}, node.places)


def placed(node: Node, places: tuple[Origin, ...]) -> Node:
    """A copy of a node of which all values have the same places."""
    if isinstance(node, Scalar):
        return Scalar(node.text, node.tag, node.quoted, places)
    if isinstance(node, List):
        return List([placed(each, places) for each in node.items], places)
    return text_map({key: placed(each, places) for key, each in node.items.items()}, places)
