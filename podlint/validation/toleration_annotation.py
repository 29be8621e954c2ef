"""Tolerations in an annotation, as Pods had them once; the API server still reads them.

Source: `GetTolerationsFromPodAnnotations` of `pkg/apis/core/helper`, and `encoding/json` of Go.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .go_json import syntax_fault

__all__ = ["read_tolerations"]

_FIELDS = {
    "Key": "string",
    "Operator": "core.TolerationOperator",
    "Value": "string",
    "Effect": "core.TaintEffect",
    "TolerationSeconds": "int64",
}
"""The fields in Go, and their types."""
_NAMES = {name.lower(): name for name in _FIELDS}


class _Number(str):
    """A number as it is written."""

    __slots__ = ()


class _Map(tuple[tuple[str, Any], ...]):
    """The keys and values of a map, as they are written."""

    __slots__ = ()


def read_tolerations(text: str) -> list[dict[str, Any]]:
    """Tolerations as Go's JSON decoder reads them: the case of keys does not matter.

    Raises:
        ValueError: it is no list of tolerations; says what Go says.
    """
    if fault := syntax_fault(text):
        raise ValueError(fault)
    try:
        data = json.loads(text, object_pairs_hook=_Map, parse_int=_Number, parse_float=_Number)
    except RecursionError:
        # Python reads fewer levels than Go. What is so deep is not a toleration.
        raise ValueError(_mismatch([], "value of type core.Toleration")) from None
    if data is None:
        return []
    faults: list[str] = []
    found = []
    if isinstance(data, list):
        found = [_toleration(each, faults.append) for each in data]
    else:
        faults.append(_mismatch(data, "value of type []core.Toleration"))
    if faults:
        raise ValueError(faults[0])
    return found


def _toleration(data: Any, refuse: Callable[[str], None]) -> dict[str, Any]:
    """One of them, without what is null."""
    toleration: dict[str, Any] = {}
    if not isinstance(data, _Map | None):
        refuse(_mismatch(data, "value of type core.Toleration"))
    for key, value in data if isinstance(data, _Map) else ():
        name = _NAMES.get(key.lower())
        if name is None or value is None:
            continue
        given = _integer(value) if _FIELDS[name] == "int64" else value
        if given is None or (_FIELDS[name] != "int64" and type(value) is not str):
            number = _FIELDS[name] == "int64" and isinstance(value, _Number)
            shown = f"struct field Toleration.{name} of type {_FIELDS[name]}"
            refuse(_mismatch(value, shown, str(value) if number else ""))
        else:
            toleration[name[0].lower() + name[1:]] = given
    return toleration


def _integer(value: object) -> int | None:
    """A number of 64 bits; None for anything else."""
    if not isinstance(value, _Number):
        return None
    digits = value.removeprefix("-")
    if not digits.isdigit() or len(digits) > len(str(1 << 63)):
        return None
    number = int(value)
    return number if -(1 << 63) <= number < 1 << 63 else None


def _mismatch(value: object, wanted: str, number: str = "") -> str:
    kind = "number" if isinstance(value, _Number) else "string" if isinstance(value, str) else ""
    kind = kind or {_Map: "object", bool: "bool"}.get(type(value), "array")
    return f"json: cannot unmarshal {kind}{number and f' {number}'} into Go {wanted}"
