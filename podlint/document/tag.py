"""Scalars with a tag (`!!int "12"`, `!!binary aGk=`), as go-yaml v2 decodes them.

Sources: `resolve` and `parseTimestamp` in go.yaml.in/yaml/v2/resolve.go, `scalar` in decode.go.
"""

from __future__ import annotations

import base64
import calendar
import re

from podlint.document import scalar
from podlint.document.scalar import Scalar
from podlint.document.shortening import shortened
from podlint.startup.lazy_pattern import pattern

_PREFIX = "tag:yaml.org,2002:"
_KINDS = frozenset({"bool", "int", "float", "null", "timestamp"})
MERGE = _PREFIX + "merge"

_TIMESTAMP = pattern(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:(?:[Tt]|(?P<space> +))([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?"
    r"(?P<zone>Z|[-+]([0-9]{2}):([0-9]{2}))?)?"
)
_BASE64 = pattern(r"[A-Za-z0-9+/]*={0,2}")


class UndecodableError(ValueError):
    """A scalar does not fit its tag; the message says how to correct it."""


def decode(tag: str, text: str) -> Scalar:
    """The value of a scalar under its full tag; raises UndecodableError. Unknown tags mean text."""
    kind = tag.removeprefix(_PREFIX)
    if kind == "binary" and kind != tag:
        return _binary(text)
    if kind not in _KINDS or kind == tag:
        return text
    if kind == "timestamp":
        if is_timestamp(text):
            return text
        raise _undecodable(kind, text)
    resolved = scalar.resolve(text)
    if _kind(resolved) == kind:
        return resolved
    if kind == "float" and type(resolved) is int and resolved < 2**63:
        return float(resolved)
    raise _undecodable(kind, text)


def is_timestamp(text: str) -> bool:
    """Whether go-yaml reads a text as a date, or a date and time."""
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        return False
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or 4, month)[1]:
        return False
    if found[5] is None:
        return True
    if (found["zone"] is None) != (found["space"] is not None):
        return False
    zone_hours, zone_minutes = int(found[9] or 0), int(found[10] or 0)
    return (
        int(found[5]) < 24
        and int(found[6]) < 60
        and int(found[7]) < 60
        and zone_hours <= 24
        and zone_minutes <= 60
    )


def _kind(resolved: Scalar) -> str:
    if resolved is None:
        return "null"
    return {bool: "bool", int: "int", float: "float", str: "str"}[type(resolved)]


def _binary(text: str) -> str:
    """Base64 as Go's StdEncoding decodes it; each byte that is not UTF-8 becomes U+FFFD."""
    compact = text.replace("\r", "").replace("\n", "")
    if not _BASE64.fullmatch(compact) or len(compact) % 4:
        message = "the value is tagged !!binary but is not base64"
        raise UndecodableError(message)
    raw = base64.b64decode(compact)
    decoded = raw.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", "\ufffd", decoded)


def _undecodable(kind: str, text: str) -> UndecodableError:
    return UndecodableError(f"the value `{shortened(text, 40)}` cannot be read as !!{kind}")
