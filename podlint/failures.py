"""The internal errors of one unit, gathered while its rules run."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from podlint.document import Place
from podlint.internal_error import InternalError, internal_error
from podlint.rule import Rule
from podlint.ruleset import ChosenRule

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Failures:
    """The internal errors of one unit, and what is being checked, so that they can name it."""

    def __init__(self, path: str) -> None:
        """Begin with a file or folder as what is being checked."""
        self._errors: dict[tuple[object, ...], InternalError] = {}
        self._failed: dict[str, set[str | None]] = {}
        self._distrusted: set[str] = set()
        self._path = path
        self._at: Place | None = None

    def begin(self, path: str, at: Place | None = None) -> None:
        """Say what is checked from now on: a file, or the object at a place in it."""
        self._path, self._at = path, at

    def add(
        self,
        error: Exception,
        rule: Rule | None = None,
        place: tuple[str, Place | None] | None = None,
    ) -> None:
        """Keep an exception. Equal errors are kept once.

        Args:
            error: The exception.
            rule: The rule that raised it, if one did.
            place: The file and the object that it is about, if not those that are being checked.
        """
        path, at = place or (self._path, self._at)
        found = internal_error(error, path, rule, at)
        self._errors.setdefault((path, found.rule, found.object, found.message), found)
        self._failed.setdefault(path, set()).add(found.rule)

    def add_of(self, chosen: ChosenRule, error: Exception) -> None:
        """Keep what a rule raised, unless the rule is not shown: then it decides nothing."""
        if chosen.shown:
            self.add(error, chosen.rule)

    def distrust(self, rule: Rule) -> None:
        """Say that a rule may have missed something in any file."""
        self._distrusted.add(rule.name)

    def attempt(
        self,
        work: Callable[Parameters, Result],
        *args: Parameters.args,
        **named: Parameters.kwargs,
    ) -> Result | None:
        """What a function returns; None if it raises, which is kept."""
        try:
            return work(*args, **named)
        except Exception as error:
            self.add(error)
            return None

    def is_trusted(self, rule: Rule, path: str) -> bool:
        """Whether a rule has found what there is in a file: neither it nor podlint failed there."""
        failed = {*self._failed.get(path, ()), *self._distrusted}
        return None not in failed and rule.name not in failed

    @property
    def errors(self) -> tuple[InternalError, ...]:
        """What was kept, in order."""
        return tuple(self._errors.values())
