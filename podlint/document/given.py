"""Data that are given instead of a text, such as what another YAML library makes of one.

They become what the same data would be if they were read from a text: a tuple is a list, a number
as a key is a text, and an integer of more than 64 bits is a float.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from podlint.document import scalar
from podlint.document.alias import MAX_DEPTH, TOO_DEEP
from podlint.document.fault import FaultKind, Refused
from podlint.document.span import JSON, Path

__all__ = ["converted"]

_LONGEST = 60


def converted(data: object) -> JSON:
    """The data as a document has them.

    Raises:
        Refused: They hold what JSON does not have, or are too deep.
    """
    return _Converter().value(data, ())[0]


class _Converter:
    """Data that occur several times are converted once, and stay one."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[JSON, int]] = {}
        """By the identity of lists and maps: what became of them, and how many levels they have."""

    def value(self, data: object, path: Path) -> tuple[JSON, int]:
        """What becomes of a value, and how many levels of lists and maps it has."""
        if data is None or isinstance(data, str | bool):
            return data, 0
        if isinstance(data, int | float):
            return _number(data, path), 0
        if not isinstance(data, Mapping | list | tuple):
            name = type(data).__name__
            raise _refused(
                "not-json", path, f"of type {name}, which JSON does not have: make it a text"
            )
        if len(path) >= MAX_DEPTH:
            raise Refused("too-deep", TOO_DEEP, 0)
        found = self._known.get(id(data))
        if found is None:
            found = self._known[id(data)] = self._collection(data, path)
        if len(path) + found[1] > MAX_DEPTH:
            raise Refused("too-deep", TOO_DEEP, 0)
        return found

    def _collection(self, data: Mapping[Any, Any] | list[Any] | tuple[Any, ...], path: Path) -> Any:
        if isinstance(data, Mapping):
            values = {_key(key, path): value for key, value in data.items()}
            parts = {key: self.value(value, (*path, key)) for key, value in values.items()}
            height = max((each for _, each in parts.values()), default=0)
            return {key: part for key, (part, _) in parts.items()}, height + 1
        items = [self.value(value, (*path, index)) for index, value in enumerate(data)]
        return [item for item, _ in items], max((each for _, each in items), default=0) + 1


def _number(number: float, path: Path) -> JSON:
    try:
        if isinstance(number, int) and -(2**63) <= number < 2**64:
            return int(number)
        return scalar.as_json(float(number))
    except (OverflowError, scalar.NonFiniteError):
        raise _refused("non-finite-number", path, "a number that JSON cannot hold") from None


def _key(key: object, path: Path) -> str:
    found = scalar.key(key) if isinstance(key, str | bool | int | float) else None
    if found is None:
        name = type(key).__name__
        raise _refused("invalid-key", path, f"a key of type {name}, and a key is a text")
    return found


def _refused(kind: FaultKind, path: Path, what: str) -> Refused:
    where = ".".join(map(str, path))[-_LONGEST:] or "the object"
    return Refused(
        kind, f"{where} holds {what}" if kind == "invalid-key" else f"{where} is {what}", 0
    )
