"""Placeholders: values that another tool fills in before an object reaches the API server.

podlint checks the rest of the object. A placeholder with a default is checked as the default. One
without a default is removed if its type cannot hold a placeholder, as if it were not written, and
problems at its place are not reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from podlint.document import JSON, Document, Path, Place
from podlint.document.field_path import replaced, value_at
from podlint.document.placeholders import default_of, holds_variable, is_placeholder, may_hold
from podlint.models import Decoded
from podlint.models.kinds import has_model
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["Filled", "Placeholder", "filled"]

Decode = Callable[[Document], tuple[Decoded, ...]]

_FREE_TEXT = frozenset({"command", "args", "annotations", "managedFields"})
_FREE_AT_TOP = frozenset({"data", "binaryData", "stringData"})
_HANDLERS = frozenset({"livenessProbe", "readinessProbe", "startupProbe", "lifecycle"})
_FREE_IN_HANDLERS = frozenset({"path", "host", "value", "name", "service"})
_FORMATTED = pattern(r"(?:image|name|namespace|generateName|claimName|secretName|\w+Name)")
_NAME = pattern(r"[A-Z][A-Z0-9_]*")


class Placeholder(Frozen):
    """A value that another tool fills in.

    Attributes:
        text: The text that is written.
        default: The value to judge instead; None if there is none.
        whole: The placeholder is the whole value, not a part of it.
        judged: Problems that rules report about the text count.
    """

    text: str
    default: JSON = None
    whole: bool = True
    judged: bool = False

    @property
    def assumed(self) -> bool:
        """Whether its default is judged."""
        return self.default is not None


class Filled(Frozen):
    """A document whose placeholders are filled in or removed.

    Attributes:
        document: The document with the data to judge; all places are unchanged.
        objects: The objects in it, without faults at placeholders.
        places: The placeholders in each object, by their path in it.
    """

    document: Document
    objects: tuple[Decoded, ...]
    places: Mapping[Place, Mapping[Path, Placeholder]] = MappingProxyType({})


def filled(
    document: Document, objects: tuple[Decoded, ...], decode: Decode, everywhere: bool = False
) -> Filled:
    """Fill in the placeholders of a document; a document without any is returned unchanged.

    Args:
        document: The document.
        objects: The objects in it.
        decode: Reads the objects of a document.
        everywhere: Another tool replaces `${X}` in all values, even if it is only a part of one.
    """
    if document.located and not may_hold(document.text):
        return Filled(document, objects)
    found = {each.object.at.path: _placeholders(each, everywhere) for each in objects}
    defaults: dict[Path, JSON] = {}
    unknown: set[Path] = set()
    for root, inside in found.items():
        for step, each in inside.items():
            if each.assumed:
                defaults[*root, *step] = each.default
            elif each.whole:
                unknown.add((*root, *step))
    if defaults:
        document = document.holding(_with(document.data, defaults))
        objects = decode(document)
    if wrong := _faulty(objects) & unknown:
        document = document.holding(_without(document.data, wrong), frozenset(wrong))
        objects = tuple(
            each.replace(faults=tuple(f for f in each.faults if f.at.path not in unknown))
            for each in decode(document)
        )
    places = {Place(document, root): inside for root, inside in found.items() if inside}
    return Filled(document, objects, places)


def _faulty(objects: Iterable[Decoded]) -> set[Path]:
    return {fault.at.path for each in objects for fault in each.faults}


def _placeholders(decoded: Decoded, everywhere: bool) -> dict[Path, Placeholder]:
    """The placeholders in an object, by their path in it."""
    at, found = decoded.object.at, dict[Path, Placeholder]()
    if has_model(type(decoded.object).__name__):
        for path, text in _texts(value_at(at.document.data, at.path), everywhere):
            if is_placeholder(text):
                plain = _is_plain(at.document, (*at.path, *path))
                found[path] = Placeholder(text, default=default_of(text, plain))
            elif everywhere or _FORMATTED.fullmatch(str(path[-1])):
                found[path] = Placeholder(text, whole=False, judged=not everywhere)
    for path in _faulty((decoded,)):
        if braces := _in_braces(at.document.data, path):
            found[path[len(at.path) :]] = Placeholder(braces)
    return found


def _texts(obj: Any, everywhere: bool) -> Iterator[tuple[Path, str]]:
    """The texts in an object that may have placeholders."""
    pending: list[tuple[Path, Any]] = [((), obj)]
    while pending:
        path, data = pending.pop()
        items: Iterable[tuple[str | int, Any]] = ()
        if isinstance(data, dict):
            items = data.items()
        elif isinstance(data, list):
            items = enumerate(data)
        elif isinstance(data, str) and path and (is_placeholder(data) or holds_variable(data)):
            yield path, data
        pending.extend(
            ((*path, key), value) for key, value in items if everywhere or not _is_free(path, key)
        )


def _is_free(path: Path, key: str | int) -> bool:
    """Whether a field is free text, in which `${X}` may have a meaning for a program."""
    if key in _FREE_TEXT or (not path and key in _FREE_AT_TOP):
        return True
    if key == "value" and "env" in path:
        return True
    return key in _FREE_IN_HANDLERS and not _HANDLERS.isdisjoint(path)


def _in_braces(data: JSON, path: Path) -> str | None:
    """A placeholder such as `{NAME}`, which YAML reads as a map."""
    value = value_at(data, path)
    if isinstance(value, dict) and len(value) == 1:
        (name,), (nothing,) = value, value.values()
        if nothing is None and _NAME.fullmatch(name):
            return f"{{{name}}}"
    return None


def _is_plain(document: Document, path: Path) -> bool:
    if not document.located:
        return True
    span = document.span(path)
    return document.source_line(span.start_line)[span.start_column - 1 :][:1] not in ("'", '"')


def _with(data: Any, values: Mapping[Path, JSON]) -> Any:
    for path, value in values.items():
        data = replaced(data, path, value)
    return data


def _without(data: Any, paths: Iterable[Path]) -> Any:
    """Data without some values; items of lists stay, so that the others keep their places."""
    for path in paths:
        parent = value_at(data, path[:-1])
        if isinstance(parent, dict):
            rest = {key: value for key, value in parent.items() if key != path[-1]}
            data = replaced(data, path[:-1], rest)
    return data
