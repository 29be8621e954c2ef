"""Checks required fields, and fields with a fixed set of values."""

import functools
from collections.abc import Collection, Iterator
from typing import Any

from podlint.document import Path
from podlint.document.shortening import listed, shortened
from podlint.document.visible import printable

from .fault import DecodeFault
from .fields import ApiField, api_fields
from .node import Node, node_fields
from .object import KubernetesObject

__all__ = ["unmet"]


def unmet(node: Node, refused: Collection[Path]) -> Iterator[DecodeFault]:
    """The faults of a node and of all nodes below it, except in `status`, which the API server
    drops on create.

    `refused` has the places of values of the wrong type, which are absent but not missing.
    """
    doubts: list[tuple[Node, ApiField]] = []
    _look(node, doubts)
    for holder, field in doubts:
        value = getattr(holder, field.attribute)
        if value:
            yield from _unsupported(holder, field, value)
        else:
            yield from _missing(holder, field, value, refused)


def _look(node: Node, doubts: list[tuple[Node, ApiField]]) -> None:
    """Find the fields that may have a fault. Every node passes here, so nothing else is built
    yet.
    """
    values = node.__dict__
    checked, below = _plan(type(node))
    for attribute, field in checked:
        value = values[attribute]
        if value:
            if field.one_of and (field.shape == "list" or value not in field.one_of):
                doubts.append((node, field))
        elif field.required and value != 0:
            doubts.append((node, field))
    for attribute in below:
        value = values[attribute]
        if not value:
            continue
        if isinstance(value, list):
            for child in value:
                _look(child, doubts)
        else:
            _look(value, doubts)


@functools.cache
def _plan(model: type[Node]) -> tuple[tuple[tuple[str, ApiField], ...], tuple[str, ...]]:
    """The fields of a model to check, and the fields to descend into."""
    checked = tuple(
        (field.attribute, field)
        for field in api_fields(model).values()
        if field.required or field.one_of
    )
    skipped = "status" if issubclass(model, KubernetesObject) else None
    below = tuple(name for name, _ in node_fields(model) if name != skipped)
    return checked, below


def _missing(
    node: Node, field: ApiField, value: object, refused: Collection[Path]
) -> Iterator[DecodeFault]:
    place = node.at / field.name
    if place.path in refused or node.at.path in refused:
        return
    state = "missing" if value is None or not place.document.has(place.path) else "empty"
    if field.shape == "list":
        needed, advice = "at least one entry", f"Add at least one entry to `{field.name}`."
    else:
        needed, advice = "it", f"Add `{field.name}`."
        if field.one_of:
            advice = f"Set `{field.name}` to {listed(field.one_of, 'or')}."
    message = f"`{field.name}` is {state}, but every {type(node).__name__} needs {needed}"
    yield DecodeFault("missing-required-field", message, place, help=advice)


def _unsupported(node: Node, field: ApiField, value: Any) -> Iterator[DecodeFault]:
    items = enumerate(value) if field.shape == "list" else [(None, value)]
    for index, item in items:
        if not item or item in field.one_of:
            continue
        from .guess import nearest

        meant = nearest(item, field.one_of)
        place = node.at / field.name
        shown = shortened(printable(item), 40)
        advice = (
            f"Write `{meant}`; Kubernetes accepts only {listed(field.one_of)}." if meant else None
        )
        yield DecodeFault(
            "unsupported-value",
            f"unsupported value `{shown}` for `{field.name}`",
            place if index is None else place / index,
            suggestion=meant,
            help=advice or f"Write {listed(field.one_of, 'or')}.",
        )
