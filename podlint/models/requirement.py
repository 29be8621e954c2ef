"""Fields that Kubernetes requires, and fields of which it knows only certain values."""

import functools
from collections.abc import Collection, Iterator
from typing import Any

from podlint.document import Path

from .fault import DecodeFault
from .fields import ApiField, api_fields
from .node import Node
from .object import KubernetesObject

__all__ = ["unmet"]


def unmet(node: Node, refused: Collection[Path]) -> Iterator[DecodeFault]:
    """The faults of a node and of all below it, except in `status`, which is dropped on create.

    `refused` holds the places of values of the wrong type: they are absent, but not missing.
    """
    values = node.__dict__
    for field in _checked(type(node)):
        value = values[field.attribute]
        if not value and value != 0:
            if field.required:
                yield from _missing(node, field, value, refused)
        elif field.one_of:
            yield from _unsupported(node, field, value)
    skipped = "status" if isinstance(node, KubernetesObject) else None
    for child in node.children():
        if child.step[0] != skipped:
            yield from unmet(child, refused)


@functools.cache
def _checked(model: type[Node]) -> tuple[ApiField, ...]:
    fields = api_fields(model).values()
    return tuple(field for field in fields if field.required or field.one_of)


def _missing(
    node: Node, field: ApiField, value: object, refused: Collection[Path]
) -> Iterator[DecodeFault]:
    place = node.at / field.name
    if place.path in refused or node.at.path in refused:
        return
    state = "missing" if value is None or not place.document.has(place.path) else "empty"
    choice = f" ({_either(field.one_of)})" if field.one_of else ""
    message = (
        f"{field.name} is {state}: every {type(node).__name__} needs "
        f"{'at least one entry there' if field.shape == 'list' else 'it'}{choice}; "
        "Kubernetes refuses the object without it"
    )
    yield DecodeFault("missing-required-field", message, place)


def _unsupported(node: Node, field: ApiField, value: Any) -> Iterator[DecodeFault]:
    items = enumerate(value) if field.shape == "list" else [(None, value)]
    for index, item in items:
        if not item or item in field.one_of:
            continue
        from .guess import nearest

        meant = nearest(item, field.one_of)
        place = node.at / field.name
        hint = f"did you mean {meant}? " if meant else ""
        shown = item if len(item) <= 40 else item[:37] + "..."
        message = (
            f"`{shown}` is no value for {field.name}: {hint}"
            f"Kubernetes accepts only {_either(field.one_of)}"
        )
        at = place if index is None else place / index
        yield DecodeFault("unsupported-value", message, at, suggestion=meant)


def _either(values: tuple[str, ...]) -> str:
    *most, last = values
    return f"{', '.join(most)} or {last}" if most else last
