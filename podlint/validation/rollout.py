"""The numbers or percentages of Pods that may be missing or in addition during an update.

Source: `ValidatePositiveIntOrPercent` and its neighbours in `pkg/apis/apps/validation`.
"""

from __future__ import annotations

from podlint.document.numerals import whole_number

from .error import Errors
from .formats import percentage
from .path import Path

__all__ = ["amount", "refuse_above_hundred_percent", "refuse_amount"]


def refuse_amount(errors: Errors, value: int | str, at: Path) -> None:
    """Refuse a negative number, and a string that is not a percentage.

    Go: `ValidatePositiveIntOrPercent`.
    """
    if isinstance(value, str):
        errors.invalid_each(at, percentage(value))
    else:
        errors.negative(at, value)


def _percent(value: int | str) -> int | None:
    if isinstance(value, str) and not percentage(value):
        return whole_number(value[:-1])
    return None


def amount(value: int | str) -> int:
    """The number of Pods or percent; 0 for other strings.

    Go: `getIntOrPercentValue`.
    """
    percent = _percent(value)
    if percent is not None:
        return percent
    if isinstance(value, str):
        return whole_number(value) or 0
    return value


def refuse_above_hundred_percent(errors: Errors, value: int | str, at: Path) -> None:
    """Refuse more than 100 percent.

    Go: `IsNotMoreThan100Percent`.
    """
    percent = _percent(value)
    if percent is not None and percent > 100:
        errors.invalid(at, "must not be greater than 100%")
