"""Durations such as `1h30m`, as Go reads them.

Source: `ParseDuration` of `time/format.go` of Go.
"""

from __future__ import annotations

from podlint.document.numerals import whole_number
from podlint.startup.lazy_pattern import pattern

__all__ = ["duration_fault"]

_LARGEST = 1 << 63
_DIGITS_READ = 18
"""Of a fraction; Go ignores digits that 64 bits cannot hold."""
_UNITS = {"ns": 1, "us": 10**3, "µs": 10**3, "μs": 10**3, "ms": 10**6}
_UNITS |= {"s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}
_PART = pattern(r"(?P<whole>[0-9]*)(?:\.(?P<fraction>[0-9]*))?(?P<unit>[^.0-9]*)")


def duration_fault(text: str) -> str:
    """Why a text is not a duration, in Go's words; empty if it is one."""
    negative = text.startswith("-")
    rest = text[1:] if text.startswith(("+", "-")) else text
    if rest == "0":
        return ""
    total, position = 0, 0
    invalid = f"time: invalid duration {_quoted(text)}"
    while position < len(rest):
        part = _PART.match(rest, position)
        if part is None or not (part["whole"] or part["fraction"]):
            return invalid
        whole = whole_number(part["whole"] or "0") or 0
        if whole > _LARGEST:
            return invalid
        unit = _UNITS.get(part["unit"])
        if unit is None:
            named = f"unknown unit {_quoted(part['unit'])}" if part["unit"] else "missing unit"
            return f"time: {named} in duration {_quoted(text)}"
        if whole > _LARGEST // unit:
            return invalid
        fraction = (part["fraction"] or "")[:_DIGITS_READ]
        total += whole * unit + int(fraction or 0) * unit // 10 ** len(fraction)
        if total > _LARGEST:
            return invalid
        position = part.end()
    return "" if position and total < _LARGEST + negative else invalid


def _quoted(text: str) -> str:
    """A text as the package `time` quotes it. Go: `quote`."""
    shown = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{"".join(map(_escaped, shown))}"'


def _escaped(character: str) -> str:
    if " " <= character < "\x80":
        return character
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogatepass"))
