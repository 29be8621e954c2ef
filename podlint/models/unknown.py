"""Explains unknown fields: finds the name that was meant, or the place where the field belongs."""

import functools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from podlint.document.field_path import value_at
from podlint.document.shortening import shortened

from .fault import DecodeFault
from .fields import api_fields
from .guess import nearest
from .node import Node

if TYPE_CHECKING:
    from podlint.document import JSON, Path, Place

__all__ = ["unknown_field"]

_DEPTH = 2
_COMMON = frozenset(
    "annotations apiVersion key kind labels message mode name namespace operator optional path "
    "port protocol reason status type user value values".split()
)
_RESOURCES = frozenset(("cpu", "memory", "ephemeral-storage"))
_CHOICES = frozenset(
    "EnvVarSource LifecycleHandler Probe Volume VolumeProjection ProjectedVolumeSource".split()
)
"""Types with alternatives: a field of another alternative is not misplaced."""


class _Spot(NamedTuple):
    """A model and the path to it, in which lists are shown as `containers[]`."""

    model: type[Node]
    way: tuple[str, ...]


def unknown_field(model: type[Node], path: "Path", place: "Place") -> DecodeFault:
    """The fault of a field at `path` that the model, read at `place`, does not have."""
    root = place
    for step in path:
        place /= step
    name = str(path[-1])
    spots = list(_spots(model, path[:-1]))
    here = spots[-1].model
    known = [each for each, field in api_fields(here).items() if not field.until]
    meant = nearest(name, known)
    level = "top-level " if len(path) == 1 else ""
    message = f"{here.__name__} has no {level}field `{shortened(name, 40)}`"
    advice = "Remove the field."
    way = None
    if parent := _resource_list(name, here):
        meant = None
        advice = f"Move it to {parent}."
    elif (way := _home(name, spots)) is not None:
        meant = None
        advice = f"Move it to `{'.'.join(way)}`." if way else "Move it to the top level."
    elif meant:
        advice = f"Write `{meant}`."
    home = None if way is None else _path(root, path, (*way, name))
    if way is not None and home and root.document.has(home):
        advice = _beside(".".join((*way, name)), value_at(root.document.data, home), place)
    return DecodeFault(
        "unknown-field",
        message,
        place,
        key=True,
        suggestion=meant,
        fits=meant is None or _fits(api_fields(here)[meant].one_of, place),
        home=home,
        help=advice,
    )


def _beside(there: str, value: "JSON", place: "Place") -> str:
    """What to do with a misplaced field, if the field where it belongs is set already."""
    mine = value_at(place.document.data, place.path)
    if mine == value:
        return f"Remove the field. `{there}` already has this value."
    if isinstance(mine, dict | list):
        return f"Merge it into `{there}`."
    return f"Remove the field. `{there}` is already set."


def _fits(supported: tuple[str, ...], place: "Place") -> bool:
    """Whether the value at a place is one of the supported ones; none means that all are."""
    return not supported or value_at(place.document.data, place.path) in supported


def _path(root: "Place", path: "Path", way: tuple[str, ...]) -> "Path | None":
    """The path in the document for a way from an object; None if it leads to several places.

    Args:
        root: The place of the object.
        path: The path from the object to a field. The way goes through the same items.
        way: The way, in which lists are shown as `containers[]`.
    """
    found: list[str | int] = []
    for step in way:
        field = step.removesuffix("[]")
        found.append(field)
        if step == field:
            continue
        items = value_at(root.document.data, (*root.path, *found))
        if path[: len(found)] == (*found,) and isinstance(path[len(found)], int):
            found.append(path[len(found)])
        elif isinstance(items, list) and len(items) == 1:
            found.append(0)
        else:
            return None
    return (*root.path, *found)


def _resource_list(name: str, here: type[Node]) -> str | None:
    """Where an amount of a resource belongs, in words."""
    if name in _RESOURCES and "requests" in api_fields(here):
        return "`requests` or `limits`"
    if name in _RESOURCES | {"requests", "limits"} and "resources" in api_fields(here):
        return "`resources`" if name in ("requests", "limits") else "`resources.requests`"
    return None


def _spots(model: type[Node], path: "Path") -> Iterator[_Spot]:
    """The models on the path to a field, from the object down."""
    spot = _Spot(model, ())
    yield spot
    for step in path:
        if isinstance(step, int):
            continue
        field = api_fields(spot.model)[step]
        suffix = "[]" if field.shape == "list" else ""
        spot = _Spot(field.model or spot.model, (*spot.way, step + suffix))
        yield spot


def _home(name: str, spots: list[_Spot]) -> tuple[str, ...] | None:
    """The way to the map that a field with this name belongs to: below, next to or above it; the
    nearest one.
    """
    here = spots[-1]
    for spot in reversed(spots):
        if name in _COMMON and spot is not here:
            return None
        reach = 1 if name in _COMMON else _DEPTH
        ways = _ways(spot.model, reach, here.model).get(name)
        if ways:
            return min(((*spot.way, *way) for way in ways), key=lambda way: (len(way), _rank(way)))
    return None


@functools.cache
def _ways(model: type[Node], reach: int, here: type[Node]) -> Mapping[str, list[tuple[str, ...]]]:
    """The paths from a model to every field at most `reach` fields deeper, by the fields' names."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for spot in _around(_Spot(model, ()), reach, here):
        for name in api_fields(spot.model):
            found.setdefault(name, []).append(spot.way)
    return found


def _around(spot: _Spot, reach: int, here: type[Node]) -> Iterator[_Spot]:
    """The spot itself and those below it, down to `reach` fields deeper."""
    yield spot
    if not reach or (spot.model is not here and spot.model.__name__ in _CHOICES):
        return
    for field in api_fields(spot.model).values():
        if field.source is None or field.until or field.name == "status":
            continue
        suffix = "[]" if field.shape == "list" else ""
        found = field.model
        if found is not None:
            yield from _around(_Spot(found, (*spot.way, field.name + suffix)), reach - 1, here)


def _rank(way: tuple[str, ...]) -> tuple[bool, bool]:
    """Containers before init containers before everything else of the same depth."""
    return ("containers[]" not in way, "initContainers[]" not in way)
