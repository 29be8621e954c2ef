"""A duration with a lower and an upper bound."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Bounds"]


class Bounds(NamedTuple):
    """A duration from `least` to `most` seconds; `most` is None if there is no upper bound."""

    least: int
    most: int | None

    def plus(self, other: Bounds) -> Bounds:
        """The duration of both, one after the other."""
        open_ended = self.most is None or other.most is None
        most = None if open_ended else (self.most or 0) + (other.most or 0)
        return Bounds(self.least + other.least, most)

    def and_also(self, other: Bounds) -> Bounds:
        """The duration of both at the same time, until the longer one ends."""
        open_ended = self.most is None or other.most is None
        most = None if open_ended else max(self.most or 0, other.most or 0)
        return Bounds(max(self.least, other.least), most)

    def __str__(self) -> str:
        """The bounds in words: `30 s`, `10 to 30 s`, `at least 2 min 5 s`."""
        if self.most is None:
            return f"at least {_spoken(self.least)}" if self.least else "any time"
        if self.least == self.most:
            return _spoken(self.least)
        if not self.least:
            return f"at most {_spoken(self.most)}"
        return f"{_spoken(self.least)} to {_spoken(self.most)}"


def _spoken(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} s"
    minutes, rest = divmod(seconds, 60)
    if minutes < 120:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
