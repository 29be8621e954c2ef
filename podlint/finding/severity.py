"""How bad a finding is, and the choices of rules that follow from it."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Profile", "Severity"]


class _Ordered(StrEnum):
    """Words in an order, that of their definition; equal to, and hashed as, their text."""

    @property
    def rank(self) -> int:
        """The place in the order, from 0."""
        return _RANKS[type(self)][self._value_]

    def __lt__(self, other: str) -> bool:
        """Whether this one comes before another, or before the one of that text."""
        return self.rank < self._rank_of(other)

    def __le__(self, other: str) -> bool:
        """Whether this one comes before another or is the same."""
        return self.rank <= self._rank_of(other)

    def __gt__(self, other: str) -> bool:
        """Whether this one comes after another."""
        return self.rank > self._rank_of(other)

    def __ge__(self, other: str) -> bool:
        """Whether this one comes after another or is the same."""
        return self.rank >= self._rank_of(other)

    def _rank_of(self, other: str) -> int:
        rank = _RANKS[type(self)].get(other)
        if rank is None:
            words = ", ".join(_RANKS[type(self)])
            raise TypeError(f"{other!r} is not a {type(self).__name__}, which are {words}")
        return rank


class Severity(_Ordered):
    """How bad a finding is; ordered, ``INFO < WARNING < ERROR``."""

    INFO = "info"
    """A practice that is missing."""
    WARNING = "warning"
    """Something that will likely hurt."""
    ERROR = "error"
    """Something that will be refused or will surely fail."""


class Profile(_Ordered):
    """A named choice of rules; each holds all rules of the one before it."""

    MINIMAL = "minimal"
    """What will be refused or will surely fail."""
    RECOMMENDED = "recommended"
    """And what a maintainer would fix if told; the default."""
    STRICT = "strict"
    """And every practice."""


_RANKS: dict[type, dict[str, int]] = {
    each: {word.value: rank for rank, word in enumerate(each)} for each in (Severity, Profile)
}
