"""The suppressions of a run: everything that applies to all of its files, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from podlint.config.config import Config
from podlint.reading.file import ReadFile
from podlint.reading.inputs import Inputs
from podlint.rule.names import NamesOfRules
from podlint.suppression.annotations import annotations_in
from podlint.suppression.comments import comments_in
from podlint.suppression.deciding import Candidate, Decided, Decider, Use
from podlint.suppression.entries import exceptions_of, settings_of
from podlint.suppression.expiry import Calendar
from podlint.suppression.judging import Judge
from podlint.suppression.written import Written
from podlint.targets.judged_suppression import JudgedSuppression

__all__ = ["Suppressions", "written_in"]


class Suppressions:
    """What suppresses findings in a run, apart from the baseline.

    Attributes:
        entries: The entries of the settings and of the exceptions.
        files: The files with these entries.
        calendar: What is in force today.
    """

    def __init__(self, config: Config, names: NamesOfRules, inputs: Inputs) -> None:
        """Read the settings and the exceptions.

        Args:
            config: The settings.
            names: The names of all rules.
            inputs: The file system and the calendar.

        Raises:
            ConfigError: The file of exceptions cannot be read, or an entry is invalid.
        """
        self.calendar = calendar = Calendar(inputs.today, config.notice_days, config.max_lifetime)
        of_settings, settings = settings_of(config, inputs)
        of_exceptions, exceptions = exceptions_of(config, inputs)
        self.entries = (*settings, *exceptions)
        self.files = (*of_settings, *((of_exceptions,) if of_exceptions else ()))
        self._decider = Decider(names, calendar, self.entries)
        self._judge = Judge(names, calendar, config.require_reason)

    def decide(self, candidates: Sequence[Candidate], written: Sequence[Written]) -> Decided:
        """Find what is suppressed; see `Decider.decide`."""
        if not (written or self.entries):
            return Decided({}, frozenset())
        return self._decider.decide(candidates, written)

    def judged(
        self,
        written: Iterable[Written],
        used: Collection[Use],
        judged_for: Callable[[Written], Collection[str]],
    ) -> Iterator[JudgedSuppression]:
        """Suppressions about which there is something to say; see `Judge.judged`."""
        return self._judge.judged(written, used, judged_for)


def written_in(file: ReadFile) -> tuple[Written, ...]:
    """The suppressions in the comments and annotations of a file."""
    return (*comments_in(file), *annotations_in(file))
