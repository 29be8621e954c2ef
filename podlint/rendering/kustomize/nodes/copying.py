"""Deep copies of nodes."""

from __future__ import annotations

from podlint.rendering.kustomize.nodes.node import List, Map, Node, Scalar, Steps

__all__ = ["copied", "copied_map", "used_at"]


def copied(node: Node) -> Node:
    """A deep copy; the places are the same."""
    if type(node) is Scalar:
        return Scalar(node.text, node.tag, node.quoted, node.places, node.tagged)
    if type(node) is List:
        found = List([copied(each) for each in node.items], node.places)
        found.flow = node.flow
        return found
    assert type(node) is Map
    return copied_map(node)


def used_at(node: Node, path: Steps | None) -> Node:
    """A deep copy that an alias or a merge key uses at a path of its document."""
    places = tuple(each.used_at(path) for each in node.places)
    if type(node) is Scalar:
        return Scalar(node.text, node.tag, node.quoted, places, node.tagged)
    if type(node) is List:
        items = [used_at(each, Steps(path, at)) for at, each in enumerate(node.items)]
        found = List(items, places)
        found.flow = node.flow
        return found
    assert type(node) is Map
    made = Map({name: used_at(each, Steps(path, name)) for name, each in node.items.items()})
    made.places = places
    made.keys = dict(node.keys)
    made.texts = node.texts
    made.refusal = node.refusal
    made.flow = node.flow
    return made


def copied_map(node: Map) -> Map:
    """A deep copy of a map."""
    found = Map({key: copied(each) for key, each in node.items.items()}, node.places)
    found.keys = dict(node.keys)
    found.texts = node.texts
    found.refusal = node.refusal
    found.flow = node.flow
    return found
