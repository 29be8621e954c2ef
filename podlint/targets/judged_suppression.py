"""Suppressions after a run, as targets of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.document import Place
from podlint.finding.problem import Fix, Spot
from podlint.finding.suppression import SuppressionKind
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from datetime import date

__all__ = ["DeadBaselineEntry", "JudgedName", "JudgedSuppression"]


class JudgedName(Frozen):
    """A name in a suppression about which there is something to say.

    Attributes:
        text: The name as it is written, with its conditions.
        message: What is wrong, for names that no rule has and for names that cannot be read.
        help: What to write instead, if `message` is set.
        until: The last day on which it applies, if it has one.
        days_left: The number of days until then; negative if it has expired.
    """

    text: str
    message: str = ""
    help: str = ""
    until: date | None = None
    days_left: int = 0


class JudgedSuppression(Frozen, eq=False):
    """A suppression after the run: a comment, an annotation, or an entry of settings or exceptions.

    Attributes:
        kind: Where it is written.
        at: Its place.
        empty: It names no rule, so it suppresses nothing.
        unused: The names whose rules ran, but had no finding to suppress.
        unknown: The names that no rule has.
        expired: The names that have expired.
        expiring: The names that expire soon.
        invalid: The names that suppress nothing because they are malformed or last too long.
        unexplained: The names without a reason.
        reason_required: The settings require reasons.
        removal: Removes the names that have no effect, because they are unused or expired; None if
            there are none, or if podlint cannot edit the file.
        correction: Corrects the unknown names, and removes the names that resemble no rule.
        withdrawal: Removes the whole suppression.
    """

    kind: SuppressionKind
    at: Place | Spot
    empty: bool = False
    unused: tuple[JudgedName, ...] = ()
    unknown: tuple[JudgedName, ...] = ()
    expired: tuple[JudgedName, ...] = ()
    expiring: tuple[JudgedName, ...] = ()
    invalid: tuple[JudgedName, ...] = ()
    unexplained: tuple[JudgedName, ...] = ()
    reason_required: bool = False
    removal: Fix | None = None
    correction: Fix | None = None
    withdrawal: Fix | None = None

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to say about it."""
        return not (
            self.empty
            or self.unused
            or self.unknown
            or self.expired
            or self.expiring
            or self.invalid
            or self.unexplained
        )


class DeadBaselineEntry(Frozen, eq=False):
    """An entry of the baseline that stands for more findings than there are.

    Attributes:
        at: Its place in the baseline.
        rule: The rule that it names.
        object: The object, or an empty string.
        path: The file that it names, relative to the baseline.
        count: The number of findings that it stands for.
        left: The number of these findings that there still are.
        fix: Removes the entry, or corrects its number.
    """

    at: Spot
    rule: str
    object: str
    path: str
    count: int
    left: int
    fix: Fix | None
