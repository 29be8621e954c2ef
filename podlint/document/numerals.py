"""Numbers in texts, of any length and in digits of any script."""

from __future__ import annotations

__all__ = ["BEYOND", "multiple", "whole_number"]

BEYOND = 1 << 64
"""Stands for every number that is at least this large; no field of Kubernetes can hold it."""

_DIGITS_OF_BEYOND = 20


def whole_number(text: str) -> int | None:
    """The number that ASCII digits spell, with or without a sign; None for any other text.

    `int` accepts digits of all scripts, and refuses numbers of more than some thousand digits. Here
    the result is between `-BEYOND` and `BEYOND`.
    """
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not (digits.isascii() and digits.isdigit()):
        return None
    digits = digits.lstrip("0")
    number = min(int(digits or "0"), BEYOND) if len(digits) <= _DIGITS_OF_BEYOND else BEYOND
    return -number if text[0] == "-" else number


def multiple(amount: int, times: float) -> int:
    """The product, exact and rounded down; an amount may be larger than any float."""
    numerator, denominator = times.as_integer_ratio()
    return amount * numerator // denominator
