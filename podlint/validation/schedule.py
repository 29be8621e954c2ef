"""Schedules of CronJobs.

Source: `github.com/robfig/cron/v3`, with which Kubernetes reads schedules.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from podlint.document.numerals import whole_number

from .durations import duration_fault
from .names import strip_spaces
from .quoting import quoted
from .time_zones import zone_fault

__all__ = ["Times", "schedule_fault", "times_of"]


class _Field(NamedTuple):
    low: int
    high: int
    names: tuple[str, ...] = ()
    """The names of the numbers from `low` on."""


_MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_DAYS = tuple("sun mon tue wed thu fri sat".split())
_FIELDS = (
    _Field(0, 59),
    _Field(0, 23),
    _Field(1, 31),
    _Field(1, 12, _MONTHS),
    _Field(0, 6, _DAYS),
)
_DESCRIPTORS = {
    "@yearly",
    "@annually",
    "@monthly",
    "@weekly",
    "@daily",
    "@midnight",
    "@hourly",
}
_EVERY = "@every "
_LARGEST = 1 << 63
_SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_split = re.compile(f"[^{_SPACES}]+").findall


def schedule_fault(schedule: str) -> str:
    """What is wrong with a schedule; empty if it is valid.

    Go: `cron.ParseStandard`.
    """
    if schedule.startswith(("TZ=", "CRON_TZ=")):
        head, space, rest = schedule.partition(" ")
        zone = head.partition("=")[2]
        if not space:
            return "invalid schedule format: runtime error: slice bounds out of range [:-1]"
        if fault := zone_fault(zone):
            return f"provided bad location {zone}: {fault}"
        schedule = strip_spaces(rest)
    if schedule.startswith("@"):
        return _descriptor_fault(schedule)
    fields = _split(schedule)
    if len(fields) != len(_FIELDS):
        found = f"found {len(fields)}: [{' '.join(fields)}]"
        return f"expected exactly {len(_FIELDS)} fields, {found}"
    for text, field in zip(fields, _FIELDS, strict=True):
        for expression in filter(None, text.split(",")):
            try:
                _range(expression, field)
            except ValueError as problem:
                return str(problem)
    return ""


class Times(NamedTuple):
    """The times at which a schedule is due.

    A day is due if both its date and its weekday are listed. If the schedule restricts both, one of
    them is enough (Go: `dayMatches`).
    """

    minutes: frozenset[int]
    hours: frozenset[int]
    dates: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    any_date: bool
    """The field for dates has a star, so that it does not restrict the days."""
    any_weekday: bool
    steps: tuple[tuple[str, int], ...]
    """The expressions with a step above the size of their range, each with the size."""

    @property
    def never_comes(self) -> bool:
        """Whether no day is ever due: each listed month is too short for the listed dates."""
        if not self.any_date and not self.any_weekday:
            return False
        last = max((_LONGEST[month - 1] for month in self.months), default=0)
        return not self.any_date and min(self.dates, default=32) > last


_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The days of the months, of February in a leap year."""


def times_of(schedule: str) -> Times | None:
    """When a schedule with five fields is due; None for other schedules, and for invalid ones."""
    if schedule.startswith(("@", "TZ=", "CRON_TZ=")) or schedule_fault(schedule):
        return None
    fields: list[frozenset[int]] = []
    steps: list[tuple[str, int]] = []
    stars: list[bool] = []
    for text, field in zip(_split(schedule), _FIELDS, strict=True):
        numbers: set[int] = set()
        for expression in filter(None, text.split(",")):
            start, end, step = _range(expression, field)
            numbers.update(range(start, end + 1, step))
            if step > end - start + 1 > 1:
                steps.append((expression, end - start + 1))
        fields.append(frozenset(numbers))
        stars.append(any(each[:1] in ("*", "?") and _is_plain(each) for each in text.split(",")))
    minutes, hours, dates, months, weekdays = fields
    return Times(minutes, hours, dates, months, weekdays, stars[2], stars[4], tuple(steps))


def _is_plain(expression: str) -> bool:
    """Whether an expression with a star counts as one (Go: with a step above 1 it does not)."""
    _, slash, step = expression.partition("/")
    return not slash or step == "1"


def _range(expression: str, field: _Field) -> tuple[int, int, int]:
    """The first and the last number, and the step. Go: `getRange`."""
    span, *steps = expression.split("/")
    limits = span.split("-")
    if limits[0] in ("*", "?"):
        start, end = field.low, field.high
    else:
        start = _number(limits[0], field)
        if len(limits) > 2:
            raise ValueError(f"too many hyphens: {expression}")
        end = _number(limits[-1], field)
    if len(steps) > 1:
        raise ValueError(f"too many slashes: {expression}")
    step = _integer(steps[0]) if steps else 1
    if steps and len(limits) == 1:
        end = field.high
    if start < field.low:
        message = f"beginning of range ({start}) below minimum ({field.low})"
    elif end > field.high:
        message = f"end of range ({end}) above maximum ({field.high})"
    elif start > end:
        message = f"beginning of range ({start}) beyond end of range ({end})"
    elif step == 0:
        message = "step of range should be a positive number"
    else:
        return start, end, step
    raise ValueError(f"{message}: {expression}")


def _number(text: str, field: _Field) -> int:
    if text.lower() in field.names:
        return field.low + field.names.index(text.lower())
    return _integer(text)


def _integer(text: str) -> int:
    number = whole_number(text)
    if number is None or not -_LARGEST <= number < _LARGEST:
        why = "invalid syntax" if number is None else "value out of range"
        raise ValueError(
            f"failed to parse int from {text}: strconv.Atoi: parsing {quoted(text)}: {why}"
        )
    if number < 0:
        raise ValueError(f"negative number ({number}) not allowed: {text}")
    return number


def _descriptor_fault(text: str) -> str:
    """Go: `parseDescriptor`."""
    if text in _DESCRIPTORS:
        return ""
    if not text.startswith(_EVERY):
        return f"unrecognized descriptor: {text}"
    fault = duration_fault(text.removeprefix(_EVERY))
    return f"failed to parse duration {text}: {fault}" if fault else ""
