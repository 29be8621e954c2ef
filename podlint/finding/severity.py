"""Severities, and the profiles that follow from them."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Profile", "Severity"]


class _Ordered(StrEnum):
    """Words in the order of their definition; equal to their text, with the same hash."""

    @property
    def rank(self) -> int:
        """The position in the order, from 0."""
        return _RANKS[type(self)][self._value_]

    def __lt__(self, other: str) -> bool:
        """Whether this word comes before another one, or before the one with that text."""
        return self.rank < self._rank_of(other)

    def __le__(self, other: str) -> bool:
        """Whether this word comes before another one or is equal to it."""
        return self.rank <= self._rank_of(other)

    def __gt__(self, other: str) -> bool:
        """Whether this word comes after another one."""
        return self.rank > self._rank_of(other)

    def __ge__(self, other: str) -> bool:
        """Whether this word comes after another one or is equal to it."""
        return self.rank >= self._rank_of(other)

    def _rank_of(self, other: str) -> int:
        rank = _RANKS[type(self)].get(other)
        if rank is None:
            words = ", ".join(_RANKS[type(self)])
            raise TypeError(f"{other!r} is not a {type(self).__name__}, which are {words}")
        return rank


class Severity(_Ordered):
    """The severity of a finding; ordered, ``INFO < WARNING < ERROR``."""

    INFO = "info"
    """A recommended practice is missing."""
    WARNING = "warning"
    """The Pod will probably cause a problem."""
    ERROR = "error"
    """The API server refuses the object, or it certainly fails."""


class Profile(_Ordered):
    """A named selection of findings; each includes those of the one before it."""

    MINIMAL = "minimal"
    """Errors."""
    RECOMMENDED = "recommended"
    """Also warnings; the default."""
    STRICT = "strict"
    """Also missing practices."""


_RANKS: dict[type, dict[str, int]] = {
    each: {word.value: rank for rank, word in enumerate(each)} for each in (Severity, Profile)
}
