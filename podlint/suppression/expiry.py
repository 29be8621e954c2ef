"""When suppressions expire. No other module of podlint compares dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Calendar"]


class Calendar(Frozen):
    """The day of a run, and what it means for dates.

    Attributes:
        today: Returns the day of the run, in UTC, and records that the run depends on it.
        notice_days: The number of days before a date from which it is near; 0 for never.
        max_lifetime: The maximum number of days to a date; None for any number.
    """

    today: Callable[[], date]
    notice_days: int = 14
    max_lifetime: int | None = None

    def days_left(self, until: date) -> int:
        """The number of days after today up to a date; negative after the date."""
        return (until - self.today()).days

    def is_over(self, until: date | None) -> bool:
        """Whether something that lasts until the end of a day has ended; never for None."""
        return until is not None and self.days_left(until) < 0

    def is_near(self, until: date | None) -> bool:
        """Whether something that lasts until the end of a day ends soon; never for None."""
        if until is None or not self.notice_days:
            return False
        return 0 <= self.days_left(until) <= self.notice_days

    def is_too_far(self, until: date | None) -> bool:
        """Whether something lasts longer than is allowed. What does not end, None, may be."""
        if self.max_lifetime is None:
            return False
        return until is None or self.days_left(until) > self.max_lifetime
