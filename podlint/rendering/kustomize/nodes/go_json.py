"""JSON as Go's ``encoding/json`` writes it."""

from __future__ import annotations

import json
import struct
from decimal import Decimal

from podlint.document import JSON

__all__ = ["as_go_json", "single_precision"]

_ESCAPES = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})
_MOST_PLAIN = 1e21
_LEAST_PLAIN = 1e-6
_SMALLEST, _LARGEST = 1e-4, 1e6


def as_go_json(value: JSON, indent: str = "") -> str:
    """A value as text with sorted keys, in one line or, with an indent, in several."""
    return _text(value, indent, "\n" if indent else "")


def _text(value: JSON, indent: str, line: str) -> str:
    inner = line + indent
    if isinstance(value, dict) and value:
        colon = ": " if line else ":"
        entries = (
            f"{_text(key, '', '')}{colon}{_text(value[key], indent, inner)}"
            for key in sorted(value)
        )
        return f"{{{inner}{f',{inner}'.join(entries)}{line}}}"
    if isinstance(value, list) and value:
        elements = (_text(each, indent, inner) for each in value)
        return f"[{inner}{f',{inner}'.join(elements)}{line}]"
    if isinstance(value, float):
        return _number(value)
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def _number(value: float) -> str:
    shortest = repr(value)
    if not value or _LEAST_PLAIN <= abs(value) < _MOST_PLAIN:
        return f"{Decimal(shortest):f}".removesuffix(".0")
    mantissa, _, exponent = shortest.partition("e")
    return f"{mantissa}e{int(exponent):+d}"


def single_precision(number: float) -> str | None:
    """A fraction as sigs.k8s.io/yaml makes it a text: the fewest digits that tell it from other
    numbers of 32 bits. None if it is so large or small that it has an exponent.
    """
    if not _SMALLEST <= abs(number) < _LARGEST:
        return None
    single = _rounded(number)
    texts = (f"{single:.{digits}g}" for digits in range(1, 10))
    return next(text for text in texts if _rounded(float(text)) == single)


def _rounded(number: float) -> float:
    found: float = struct.unpack("f", struct.pack("f", number))[0]
    return found
