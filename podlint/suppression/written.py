"""Suppressions as they are written, wherever that is, and the grammar that they share."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from podlint.document import Path, Place
from podlint.document.shortening import shortened
from podlint.finding.problem import Spot
from podlint.finding.suppression import SuppressionKind
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from datetime import date

    from podlint.suppression.subject import Subject

__all__ = ["EVERY_LINE", "Malformed", "Term", "Written", "date_of", "no_date", "read_term"]

_DATE = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TERM = pattern(r"(?P<rule>[^\s@:]+)(?:@(?P<container>[^\s@:]+))?(?:\s+until=(?P<until>\S*))?")
_LONGEST = 60

EVERY_LINE = (0, 2**63)
"""The first and the last line for a comment that covers its whole file."""


class Term(Frozen):
    """One name in a suppression, with its conditions.

    Attributes:
        text: The text as it is written, without the reason.
        rule: The name of a rule, or a pattern such as ``probes/*``.
        container: The container that it is limited to, or a pattern; None for all.
        until: The last day on which it applies; None if it does not expire.
        reason: The reason, or an empty string.
    """

    text: str
    rule: str
    container: str | None = None
    until: date | None = None
    reason: str = ""


class Malformed(Frozen):
    """A part of a suppression that cannot be read, so that it suppresses nothing.

    Attributes:
        text: The part as it is written.
        message: What is wrong.
        help: What to write.
    """

    text: str
    message: str
    help: str


class Written(Frozen, eq=False):
    """A suppression: a comment, an annotation, or an entry of the settings or the exceptions.

    Attributes:
        kind: Where it is written.
        at: Its place.
        path: The file that it is in.
        key: Tells it from other suppressions in the file; the same in each run. None if nothing can
            be said about its use.
        terms: The names of rules in it.
        malformed: The parts that cannot be read.
        lines: For a comment, the first and the last line that it covers.
        inside: For an annotation, the object or the Pod template that it is on.
        subject: For an entry, the objects that it is about.
        entry: For an entry, its path in its document; None if that is not known.
        owner: Who is responsible for it, or an empty string.
        ticket: The ticket about it, or an empty string.
    """

    kind: SuppressionKind
    at: Place | Spot
    path: str
    key: Hashable
    terms: tuple[Term, ...]
    malformed: tuple[Malformed, ...] = ()
    lines: tuple[int, int] | None = None
    inside: Place | None = None
    subject: Subject | None = None
    entry: Path | None = None
    owner: str = ""
    ticket: str = ""

    @property
    def covers_file(self) -> bool:
        """Whether it is a comment that covers the whole file."""
        return self.lines == EVERY_LINE


def read_term(text: str, expected: str, reason: str = "") -> Term | Malformed:
    """Read ``rule-name[@container][ until=YYYY-MM-DD]``.

    Args:
        text: The text.
        expected: The form of the whole suppression, for the message about a malformed one.
        reason: Its reason.
    """
    match = _TERM.fullmatch(text)
    if match is None:
        quoted = shortened(text, _LONGEST)
        return Malformed(text, f"malformed suppression `{quoted}`", f"Write `{expected}`.")
    until = None
    if match["until"] is not None:
        until = date_of(match["until"])
        if until is None:
            return no_date(text, match["until"])
    return Term(text, match["rule"], match["container"], until, reason)


def date_of(text: str) -> date | None:
    """The date of ``2026-12-31``; None for any other text, and for a day that does not exist."""
    from datetime import date

    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def no_date(text: str, until: str) -> Malformed:
    """A part of a suppression whose date is not a date.

    Args:
        text: The part as it is written.
        until: The date as it is written.
    """
    message = f"malformed suppression: invalid date `{shortened(until, _LONGEST)}`"
    return Malformed(text, message, "Write the last day as `until=YYYY-MM-DD`.")
