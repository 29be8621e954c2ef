"""Severities of findings, and profiles of rules."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Profile", "Severity"]


class _Ordered(StrEnum):
    """Ordered words. Each is equal to its text, and has the same hash."""

    @property
    def rank(self) -> int:
        """The position in the order, from 0."""
        return _RANKS[type(self)][self._value_]

    def __lt__(self, other: str) -> bool:
        """Whether this word comes before the other one."""
        return self.rank < self._rank_of(other)

    def __le__(self, other: str) -> bool:
        """Whether this word comes before the other one or is the same."""
        return self.rank <= self._rank_of(other)

    def __gt__(self, other: str) -> bool:
        """Whether this word comes after the other one."""
        return self.rank > self._rank_of(other)

    def __ge__(self, other: str) -> bool:
        """Whether this word comes after the other one or is the same."""
        return self.rank >= self._rank_of(other)

    def _rank_of(self, other: str) -> int:
        rank = _RANKS[type(self)].get(other)
        if rank is None:
            words = ", ".join(_RANKS[type(self)])
            raise TypeError(f"{other!r} is not a {type(self).__name__}; expected one of {words}")
        return rank


class Severity(_Ordered):
    """The severity of a finding: ``INFO < WARNING < ERROR``."""

    INFO = "info"
    """A good practice that the manifest does not follow."""
    WARNING = "warning"
    """Something that probably causes a problem."""
    ERROR = "error"
    """Something that Kubernetes rejects or that certainly fails."""


class Profile(_Ordered):
    """The findings to report; each profile includes the findings of the profile before it."""

    MINIMAL = "minimal"
    """Objects that Kubernetes rejects, and Pods that certainly fail."""
    RECOMMENDED = "recommended"
    """Also problems that a maintainer would fix; the default."""
    STRICT = "strict"
    """Also good practices that a manifest does not follow."""


_RANKS: dict[type, dict[str, int]] = {
    each: {word.value: rank for rank, word in enumerate(each)} for each in (Severity, Profile)
}
