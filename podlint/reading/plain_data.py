"""Checks the arguments of the library: paths, objects and the data in them."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from podlint.document import Path
from podlint.document.alias import MAX_DEPTH, TOO_DEEP
from podlint.document.field_path import field_text

__all__ = ["objects_in", "paths_in", "unlike_json"]

_MOST_VALUES = 4_000_000


def paths_in(function: str, paths: Iterable[str | os.PathLike[str]]) -> list[FilePath]:
    """The paths that were passed to a function.

    Raises:
        TypeError: The argument is a single path, or not a collection of paths.
    """
    if isinstance(paths, str | bytes | os.PathLike):
        raise TypeError(f"{function} expects a collection of paths; write {function}([{paths!r}])")
    return [FilePath(path) for path in paths]


def objects_in(objects: Iterable[dict[str, Any] | None]) -> list[dict[str, Any] | None]:
    """The objects that were passed to `podlint.lint_objects`; None is an empty document.

    Raises:
        TypeError: The argument is a single object, or has values that are not dictionaries.
    """
    if isinstance(objects, Mapping):
        raise TypeError("lint_objects expects a collection of objects; write lint_objects([pod])")
    if isinstance(objects, str | bytes):
        raise TypeError("lint_objects expects dictionaries; use lint_text for text")
    listed = list(objects)
    for index, each in enumerate(listed):
        if each is not None and not isinstance(each, dict):
            kind = type(each).__name__
            raise TypeError(f"objects[{index}] is a {kind}, not a dict; {_remedy(each)}")
    return listed


def _remedy(value: object) -> str:
    if isinstance(value, Mapping):
        return "convert it and the mappings in it with dict(...)"
    return "pass dictionaries such as json.loads returns"


def unlike_json(data: object) -> str | None:
    """Why some data cannot be a JSON document of a reasonable size, in words; None if it can."""
    try:
        _Measured().measure((), data)
    except _NotJSONError as fault:
        return str(fault)
    return None


class _NotJSONError(Exception):
    """A value that JSON does not have."""


class _Measured:
    """Measures data in which the same value may occur in several places."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, int]] = {}
        self._open = set[int]()

    def measure(self, path: Path, value: Any) -> tuple[int, int]:
        """The number of values in a value, and the number of its levels."""
        if value is None or isinstance(value, str):
            return 1, 0
        if isinstance(value, int | float):
            _refuse_endless(path, value)
            return 1, 0
        key = id(value)
        if key in self._open:
            raise _NotJSONError(f"{_named(path)} contains itself")
        if len(path) > MAX_DEPTH:
            raise _NotJSONError(TOO_DEEP)
        if key not in self._known:
            self._open.add(key)
            inside = [self.measure((*path, step), each) for step, each in _entries(path, value)]
            self._open.remove(key)
            count = 1 + sum(number for number, _ in inside)
            height = 1 + max((levels for _, levels in inside), default=0)
            self._known[key] = count, height
        count, height = self._known[key]
        if len(path) + height > MAX_DEPTH:
            raise _NotJSONError(TOO_DEEP)
        if count > _MOST_VALUES:
            raise _NotJSONError(f"more than {_MOST_VALUES} values")
        return count, height


def _entries(path: Path, value: object) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, list):
        yield from enumerate(value)
    elif isinstance(value, dict):
        for key, each in value.items():
            if not isinstance(key, str):
                raise _NotJSONError(f"{_named(path)} has the key {key!r}, which is not a str")
            yield key, each
    else:
        kind = type(value).__name__
        raise _NotJSONError(f"{_named(path)} is a {kind}, which JSON cannot represent")


def _refuse_endless(path: Path, number: float) -> None:
    try:
        finite = math.isfinite(number)
    except OverflowError:
        finite = False
    if not finite:
        raise _NotJSONError(f"{_named(path)} is a number that JSON cannot represent")


def _named(path: Path) -> str:
    return field_text(path) or "the object"
