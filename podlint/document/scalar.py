"""Resolves scalars as Kubernetes does: with go-yaml v2 as sigs.k8s.io/yaml uses it.

Sources: `resolve` in go.yaml.in/yaml/v2/resolve.go, `scalar` in decode.go, and
`convertToJSONableObject` in sigs.k8s.io/yaml/yaml.go. Plain scalars are booleans, null, integers,
floats or strings by rules that are neither those of YAML 1.1 nor of 1.2. Quoted and block scalars
are strings.
"""

from __future__ import annotations

import math
import struct
from functools import lru_cache

from podlint.startup.lazy_pattern import pattern

Scalar = None | bool | int | float | str

HINTS = frozenset("0123456789+-.yYnNtTfFoO~")
"""A plain scalar whose first character is none of these is a string."""

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(
        ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"], True
    ),
    **dict.fromkeys(
        ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"], False
    ),
    **dict.fromkeys(["", "~", "null", "Null", "NULL"], None),
    **dict.fromkeys([".nan", ".NaN", ".NAN"], math.nan),
    **dict.fromkeys([".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"], math.inf),
    **dict.fromkeys(["-.inf", "-.Inf", "-.INF"], -math.inf),
}
_LEADING_POINT = pattern(r"\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?")
_FLOAT = pattern(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INTEGER = pattern(
    r"([-+]?)(?:0[bB]([01]+)|0[oO]([0-7]+)|0[xX]([0-9a-fA-F]+)|0([0-7]*)|([1-9][0-9]*))"
)
_BASES = (2, 8, 16, 8, 10)
_LATE_BINARY = pattern(r"0b([-+][01]+)")  # go-yaml's own 0b rule accepts a sign after the prefix
_LONGEST_INTEGER = 70  # digits and sign of the longest 64-bit number in any base, with leading 0s
_SHORT_EXPONENT = 6  # above this, FormatFloat's 'g' writes an exponent
_WHOLE_FLOATS = 1e21  # Go's encoding/json writes floats below this without an exponent


class NonFiniteError(ValueError):
    """Infinity or not-a-number, which JSON does not have."""


@lru_cache(maxsize=8192)
def resolve(text: str) -> Scalar:
    """The value of a plain scalar; integers of more than 64 bits become floats."""
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if first == ".":
        pointed = _float(text.replace("_", "")) if _LEADING_POINT.fullmatch(text) else text
        return pointed if isinstance(pointed, float) else text
    if first not in "+-0123456789":
        return text
    digits = text.replace("_", "")
    integer = _integer(digits)
    if integer is not None:
        return integer
    number = _float(digits) if _FLOAT.fullmatch(digits) else digits
    if isinstance(number, float):
        return number
    late = _LATE_BINARY.fullmatch(digits)
    if late and len(late[1]) <= _LONGEST_INTEGER and -(2**63) <= int(late[1], 2) < 2**63:
        return int(late[1], 2)
    return text


def as_json(scalar: Scalar) -> Scalar:
    """A resolved scalar in JSON, in which whole floats below 1e21 are integers."""
    if type(scalar) is float:
        if not math.isfinite(scalar):
            raise NonFiniteError
        if abs(scalar) < _WHOLE_FLOATS and scalar.is_integer():
            return _whole(scalar)
    return scalar


def key(scalar: Scalar) -> str | None:
    """The text of a resolved scalar as a map's key; None if Kubernetes refuses it."""
    if isinstance(scalar, str):
        return scalar
    if isinstance(scalar, bool):
        return "true" if scalar else "false"
    if isinstance(scalar, int):
        return str(scalar) if scalar < 2**63 else None
    if isinstance(scalar, float):
        return _short_float(scalar)
    return None


def _integer(digits: str) -> int | None:
    """Go's ParseInt, then ParseUint, with base 0; None if neither accepts the digits."""
    found = _INTEGER.fullmatch(digits)
    if found is None:
        return None
    sign, *groups = found.groups()
    number = 0
    for base, group in zip(_BASES, groups, strict=True):
        if group:
            significant = group.lstrip("0")
            if len(significant) > _LONGEST_INTEGER:
                return None
            number = int(significant or "0", base)
    if sign == "-":
        return -number if number <= 2**63 else None
    return number if number < (2**63 if sign else 2**64) else None


def _float(text: str) -> float | str:
    """Go's ParseFloat; a number that is out of range is text."""
    number = float(text)
    return text if math.isinf(number) else number


def _whole(number: float) -> int:
    """A whole float as the integer that Go writes: its shortest digits, then zeros."""
    mantissa, _, exponent = repr(number).partition("e")
    if not exponent:
        return int(number)
    whole, _, fraction = mantissa.partition(".")
    zeros = int(exponent) - len(fraction)
    return int(whole + fraction + "0" * zeros)


def _short_float(number: float) -> str:
    """Go's FormatFloat(number, 'g', -1, 32): the shortest digits that identify a 32-bit float."""
    if math.isnan(number):
        return ".nan"
    try:
        single = struct.unpack("<f", struct.pack("<f", number))[0]
    except OverflowError:
        single = math.copysign(math.inf, number)
    if math.isinf(single):
        return ".inf" if single > 0 else "-.inf"
    for precision in range(9):
        shortest = f"{single:.{precision}e}"
        if struct.unpack("f", struct.pack("f", float(shortest)))[0] == single:
            break
    mantissa, _, exponent = shortest.partition("e")
    power = int(exponent)
    if -4 <= power < _SHORT_EXPONENT:
        digits = mantissa.replace(".", "").lstrip("-")
        return ("-" if shortest.startswith("-") else "") + _plain_decimal(digits, power)
    return f"{mantissa}e{'-' if power < 0 else '+'}{abs(power):02d}"


def _plain_decimal(digits: str, power: int) -> str:
    """The digits d.ddd times a power of ten, written without an exponent."""
    if power < 0:
        return "0." + "0" * (-power - 1) + digits
    if len(digits) <= power + 1:
        return digits + "0" * (power + 1 - len(digits))
    return digits[: power + 1] + "." + digits[power + 1 :]
