"""Digests of values, equal in each process for equal values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from enum import Enum
from hashlib import blake2b
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

from podlint.startup.frozen import Frozen

__all__ = ["digest_of"]

_PLAIN = (str, int, float, bool, bytes, type(None))


def digest_of(value: object, without: frozenset[str] = frozenset()) -> str:
    """A digest of a value.

    Args:
        value: Plain data, paths, dates, and frozen values, models and collections of these.
        without: The fields of models that do not count.

    Raises:
        TypeError: It has something else.
    """
    if value is None or isinstance(value, bool):
        return repr(value)
    text = repr(_plain(value, without))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _plain(value: Any, without: frozenset[str]) -> object:
    """The value as plain data whose text is the same in each process."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, PurePath):
        return "path", os.fspath(value)
    if isinstance(value, Enum):
        return kind.__name__, value.value
    if isinstance(value, date):
        return "date", value.isoformat()
    if isinstance(value, tuple | list):
        return kind.__name__, [_plain(each, without) for each in value]
    if isinstance(value, frozenset | set):
        return "set", sorted(repr(_plain(each, without)) for each in value)
    if isinstance(value, Mapping):
        pairs = [(_plain(key, without), _plain(each, without)) for key, each in value.items()]
        return "map", pairs
    fields = _fields(value)
    named = [
        (name, _plain(getattr(value, name), without)) for name in fields if name not in without
    ]
    return kind.__qualname__, named


def _fields(value: object) -> tuple[str, ...]:
    if isinstance(value, Frozen):
        return value._fields
    if isinstance(value, BaseModel):
        return tuple(type(value).model_fields)
    raise TypeError(f"{type(value).__name__} has no digest")
