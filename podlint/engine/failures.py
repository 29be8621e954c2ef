"""Collects the internal errors of one unit while its rules run."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from podlint.document import Place
from podlint.finding.internal_error import InternalError, internal_error
from podlint.rule.index import ListedRule

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Failures:
    """The internal errors of one unit, with the file and object that was being checked."""

    def __init__(self, path: str) -> None:
        """Start with a file or folder that is being checked."""
        self._errors: dict[tuple[object, ...], InternalError] = {}
        self._failed: dict[str, set[str | None]] = {}
        self._distrusted: set[str] = set()
        self._path = path
        self._at: Place | None = None

    def begin(self, path: str, at: Place | None = None) -> None:
        """Set the file, and perhaps the object in it, that is checked from now on."""
        self._path, self._at = path, at

    def add(
        self,
        error: Exception,
        rule: ListedRule | None = None,
        place: tuple[str, Place | None] | None = None,
    ) -> None:
        """Record an exception. Equal errors are recorded once.

        Args:
            error: The exception.
            rule: The rule that raised it, if one did.
            place: The file and the object that the error is about, if not the ones being
                checked.
        """
        path, at = place or (self._path, self._at)
        found = internal_error(error, path, rule, at)
        self._errors.setdefault((path, found.rule, found.object, found.message), found)
        self._failed.setdefault(path, set()).add(found.rule)

    def distrust(self, rule: ListedRule) -> None:
        """Record that a rule may have missed problems in any file."""
        self._distrusted.add(rule.name)

    def attempt(
        self,
        work: Callable[Parameters, Result],
        *args: Parameters.args,
        **named: Parameters.kwargs,
    ) -> Result | None:
        """Return the result of a function; None if it raises an exception, which is recorded."""
        try:
            return work(*args, **named)
        except Exception as error:
            self.add(error)
            return None

    def is_trusted(self, rule: str, path: str) -> bool:
        """Whether a rule has found all problems in a file, because neither it nor podlint
        failed.
        """
        failed = {*self._failed.get(path, ()), *self._distrusted}
        return None not in failed and rule not in failed

    @property
    def errors(self) -> tuple[InternalError, ...]:
        """The recorded errors, in order."""
        return tuple(self._errors.values())
