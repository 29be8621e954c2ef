"""Judges suppressions after a run: which of their names have no effect, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from podlint.document.shortening import shortened
from podlint.finding.problem import Fix
from podlint.rule.names import NamesOfRules
from podlint.startup.lazy_pattern import pattern
from podlint.suppression.changing import changed, withdrawn
from podlint.suppression.deciding import Use
from podlint.suppression.expiry import Calendar
from podlint.suppression.written import Term, Written
from podlint.targets.judged_suppression import JudgedName, JudgedSuppression

__all__ = ["Judge"]

_UNKNOWN, _EXPIRED, _TOO_LONG, _UNUSED, _EXPIRING = (
    "unknown", "expired", "too long", "unused", "expiring",
)  # fmt: skip

_FIRST_WORD = pattern(r"^(\S+) is similar")
_LONGEST_HELP = 150
_MOST_NAMED = 3


class Judge:
    """Judges suppressions by the rules, the calendar and the settings of a run."""

    def __init__(
        self, names: NamesOfRules, calendar: Calendar, reason_required: bool = False
    ) -> None:
        """Judge with these.

        Args:
            names: The names of rules.
            calendar: What is in force today.
            reason_required: The settings require reasons.
        """
        self._names = names
        self._calendar = calendar
        self._reason_required = reason_required

    def judged(
        self,
        written: Iterable[Written],
        used: Collection[Use],
        judged_for: Callable[[Written], Collection[str]],
    ) -> Iterator[JudgedSuppression]:
        """Suppressions about which there is something to say.

        Args:
            written: The suppressions.
            used: The names that suppress something.
            judged_for: Returns the names of the rules whose problems of default severity are shown
                wherever a suppression may apply. Only for these can podlint say that it suppresses
                nothing.
        """
        for each in written:
            judged = self._judged(each, used, judged_for)
            if not judged.is_sound:
                yield judged

    def _judged(
        self,
        written: Written,
        used: Collection[Use],
        judged_for: Callable[[Written], Collection[str]],
    ) -> JudgedSuppression:
        by_state: dict[str, list[Term]] = defaultdict(list)
        for term in written.terms:
            by_state[self._state(written, term, used, judged_for)].append(term)
        malformed = (JudgedName(each.text, each.message, each.help) for each in written.malformed)
        return JudgedSuppression(
            kind=written.kind,
            at=written.at,
            empty=not (written.terms or written.malformed),
            unused=tuple(JudgedName(term.text) for term in by_state[_UNUSED]),
            unknown=tuple(map(self._unknown, by_state[_UNKNOWN])),
            expired=tuple(map(self._dated, by_state[_EXPIRED])),
            expiring=tuple(map(self._dated, by_state[_EXPIRING])),
            invalid=(*malformed, *map(self._too_long, by_state[_TOO_LONG])),
            unexplained=tuple(JudgedName(term.text) for term in written.terms if not term.reason),
            reason_required=self._reason_required,
            removal=_removal(written, [*by_state[_UNUSED], *by_state[_EXPIRED]]),
            correction=self._correction(written, by_state[_UNKNOWN]),
            withdrawal=withdrawn(written, "remove the suppression"),
        )

    def _state(
        self,
        written: Written,
        term: Term,
        used: Collection[Use],
        judged_for: Callable[[Written], Collection[str]],
    ) -> str:
        meant = self._names.meant(term.rule)
        if self._calendar.is_over(term.until):
            return _EXPIRED
        if not meant:
            return _UNKNOWN
        if written.subject and self._calendar.is_too_far(term.until):
            return _TOO_LONG
        idle = written.key is not None and (written.path, written.key, term.text) not in used
        if idle and not meant.isdisjoint(judged_for(written)):
            return _UNUSED
        return _EXPIRING if self._calendar.is_near(term.until) else ""

    def _unknown(self, term: Term) -> JudgedName:
        """The message about a name that no rule has; the hint in it becomes the help."""
        message, _, hint = self._names.no_rule(term.rule).partition("; ")
        if nearest := self._names.nearest(term.rule):
            words = f"Write `{nearest}`."
        elif "similar" in hint:
            quoted = _FIRST_WORD.sub(r"`\1` is similar", hint)
            words = f"{shortened(quoted[0].upper() + quoted[1:], _LONGEST_HELP)}."
        else:
            words = "Correct the name. `podlint rules` lists all rules."
        return JudgedName(term.text, message, words)

    def _dated(self, term: Term) -> JudgedName:
        left = self._calendar.days_left(term.until) if term.until else 0
        return JudgedName(term.text, until=term.until, days_left=left)

    def _too_long(self, term: Term) -> JudgedName:
        days = self._calendar.max_lifetime
        name = shortened(term.rule)
        message = (
            f"suppression of `{name}` lasts until {term.until}, more than {days} days from now"
            if term.until
            else f"suppression of `{name}` has no `until`, but the settings limit it to {days} days"
        )
        words = f"Set `until` to a date at most {days} days from now (`max-lifetime`)."
        return JudgedName(term.text, message, words)

    def _correction(self, written: Written, unknown: Sequence[Term]) -> Fix | None:
        if not unknown:
            return None
        new: dict[str, str | None] = {}
        for term in unknown:
            nearest = self._names.nearest(term.rule)
            new[term.text] = nearest and nearest + term.text.removeprefix(term.rule)
        title = f"correct {_list(unknown)}" if all(new.values()) else f"remove {_list(unknown)}"
        return changed(written, title, lambda name: new.get(name, name), safe=False)


def _removal(written: Written, idle: Sequence[Term]) -> Fix | None:
    if not idle:
        return None
    names = {term.text for term in idle}
    return changed(
        written,
        f"remove {_list(idle)}",
        lambda name: None if name in names else name,
        safe=True,
    )


def _list(terms: Sequence[Term]) -> str:
    first = ", ".join(f"`{shortened(term.text)}`" for term in terms[:_MOST_NAMED])
    more = len(terms) - _MOST_NAMED
    return f"{first} and {more} more" if more > 0 else first
