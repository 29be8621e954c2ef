"""Timestamps, which go-yaml v3 reads as such and JSON writes in the form of RFC 3339."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from podlint.document import tag
from podlint.startup.lazy_pattern import pattern

__all__ = ["as_rfc_3339"]

_PARTS = pattern(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:[Tt]| +)(\d{1,2}):(\d{1,2}):(\d{1,2})([.,]\d+)?(Z|[-+]\d{2}:\d{2})?)?"
)


def as_rfc_3339(text: str) -> str | None:
    """The timestamp that a text is, ``2020-01-02T00:00:00Z``; None if it is none."""
    found = _PARTS.fullmatch(text)
    if found is None or not tag.is_timestamp(text):
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    hour, minute, second = (int(found[each] or 0) for each in (4, 5, 6))
    fraction = (found[7] or "")[1:][:9].rstrip("0")
    zone = found[8] or "Z"
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=_zone(zone))
    except ValueError:
        return None
    shown = moment.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")
    return f"{shown}{'.' if fraction else ''}{fraction}{'Z' if zone in ('Z', '+00:00') else zone}"


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    hours, _, minutes = text[1:].partition(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if text[0] == "-" else offset)
