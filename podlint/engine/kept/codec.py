"""Turns the values of reports into JSON, and back.

Only the classes that are listed here are made again, and only from their fields. So an entry of the
cache is data, whatever is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from podlint.document import Span
from podlint.document.edit import (
    AddComment,
    Delete,
    Insert,
    KeepLast,
    Octal,
    Rename,
    SetComment,
    SetValue,
)
from podlint.document.redaction import Excerpt
from podlint.engine.built import BuiltFinding
from podlint.finding.problem import Fix
from podlint.finding.report import (
    BuiltObject,
    Finding,
    LocatedFix,
    Location,
    ObjectReference,
    RelatedLocation,
)
from podlint.finding.severity import Severity
from podlint.finding.suppression import Suppression, SuppressionKind
from podlint.finding.unchecked import CheckedFile, Skipped, Unchecked, Unjudged
from podlint.reading.kustomization import ImageChange, Kustomization, Patch
from podlint.reading.repository_index import KustomizationFile
from podlint.reading.taken_in import TakenIn
from podlint.relations.object_set import Generated
from podlint.startup.frozen import Frozen

__all__ = ["JSONValue", "decoded", "encoded"]

JSONValue = Any
"""What `json` writes and reads."""

_CLASSES: tuple[type[Any], ...] = (
    Finding, Location, Span, ObjectReference, RelatedLocation, LocatedFix, Fix, Excerpt,
    Suppression, BuiltObject, BuiltFinding, CheckedFile, Skipped, Unjudged, SetValue, Rename,
    Delete, Insert, KeepLast, SetComment, AddComment, KustomizationFile, Kustomization, TakenIn,
    Patch, Generated, ImageChange,
)  # fmt: skip
_ENUMS: tuple[type[Enum], ...] = (Severity, SuppressionKind, Unchecked)

_NUMBER_OF = {each: str(number) for number, each in enumerate(_CLASSES)}
_CLASS_OF = {number: each for each, number in _NUMBER_OF.items()}
_NAME_OF = {each: f"e{number}" for number, each in enumerate(_ENUMS)}
_REQUIRED = object()
_PLAIN = frozenset((str, int, float, bool, type(None)))


def encoded(value: Any) -> JSONValue:
    """A value as JSON: a tuple is a list, everything else that JSON lacks is a map with one key.

    Raises:
        TypeError: It is of another class than those of reports.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [encoded(each) for each in value]
    if number := _NUMBER_OF.get(kind):
        return {number: [encoded(each) for each in _fields_of(value, kind)]}
    if name := _NAME_OF.get(kind):
        return {name: value.value}
    if kind is list:
        return {"list": [encoded(each) for each in value]}
    if kind is frozenset:
        return {"set": [encoded(each) for each in value]}
    if kind is Octal:
        return {"octal": int(value)}
    if kind is date:
        return {"date": value.isoformat()}
    if kind is bytes:
        return {"bytes": value.hex()}
    if isinstance(value, Mapping):
        return {"map": [[encoded(key), encoded(each)] for key, each in value.items()]}
    raise TypeError(f"{kind.__name__} cannot be part of a report")


def decoded(value: JSONValue) -> Any:
    """The value that `encoded` has turned into JSON.

    Raises:
        TypeError, ValueError, LookupError, AttributeError: It is something else.
    """
    if type(value) is list:
        return tuple([each if type(each) is str else decoded(each) for each in value])
    if type(value) is not dict:
        return value
    ((name, inside),) = value.items()
    made = _CLASS_OF.get(name)
    if made is not None:
        fields = [each if type(each) is str else decoded(each) for each in inside]
        return made(*fields)
    return _DECODERS[name](inside)


def _fields_of(value: Any, kind: type[Any]) -> list[Any]:
    """The values of the fields, without the last ones that have their defaults."""
    if not issubclass(kind, Frozen):
        return [*value]
    names = kind._fields
    fields = [getattr(value, name) for name in names]
    while fields and fields[-1] is getattr(kind, names[len(fields) - 1], _REQUIRED):
        fields.pop()
    return fields


_DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "list": lambda inside: [decoded(each) for each in inside],
    "set": lambda inside: frozenset(decoded(each) for each in inside),
    "map": lambda inside: {decoded(key): decoded(each) for key, each in inside},
    "octal": Octal,
    "date": date.fromisoformat,
    "bytes": bytes.fromhex,
    **{name: kind for kind, name in _NAME_OF.items()},
}
