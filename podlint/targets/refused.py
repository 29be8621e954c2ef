"""What the API server rejects at one place of an object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from podlint.document import JSON, Place
from podlint.document.field_path import value_at
from podlint.finding.problem import Fix, Problem
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.targets.submission import Submission
    from podlint.validation import FieldError

__all__ = ["Refusal", "Refused", "ServerWarning", "merged"]


class Refusal(Frozen):
    """One reason why the server rejects the object, or the Pods that would be made from it.

    Attributes:
        error: The error of the API server.
        at: The place of the error, or where a value is missing.
        versions: The versions of Kubernetes that reject it.
    """

    error: FieldError
    at: Place
    versions: tuple[str, ...]

    @property
    def value(self) -> JSON:
        """The value at the place; None if it is missing."""
        return value_at(self.at.document.data, self.at.path)


def merged(errors: Mapping[str, Iterable[FieldError]], root: Place) -> Iterator[Refusal]:
    """The errors of several versions, each once; their words may differ between versions.

    Args:
        errors: The errors by the versions that give them.
        root: Where the object is.
    """
    found: dict[Any, tuple[FieldError, list[str]]] = {}
    for version, those in errors.items():
        seen: Counter[Any] = Counter()
        for error in those:
            key = (error.path, error.type)
            seen[key] += 1
            found.setdefault((key, seen[key]), (error, []))[1].append(version)
    for error, versions in found.values():
        yield Refusal(error, Place(root.document, root.path + error.path), tuple(versions))


class ServerWarning(Frozen):
    """A warning of the API server about an object that it accepts."""

    text: str
    at: Place
    versions: tuple[str, ...]


class Refused(Frozen, eq=False):
    """One place in an object, and all reasons why the API server rejects it.

    `podlint.targets.refusal_table` determines which rule reports it.

    Attributes:
        submission: The object.
        refusals: The reasons, in the order of the API server; at least one.
    """

    submission: Submission
    refusals: tuple[Refusal, ...]

    @property
    def qualified_kind(self) -> str:
        """The kind of the object, with the group for a custom resource."""
        return self.submission.kind

    @property
    def error(self) -> FieldError:
        """The first reason."""
        return self.refusals[0].error

    @property
    def at(self) -> Place:
        """The place."""
        return self.refusals[0].at

    @property
    def value(self) -> JSON:
        """The value at the place; None if it is missing."""
        return self.refusals[0].value

    @property
    def remedy(self) -> str | None:
        """What to write instead, if the first reason says so; otherwise None."""
        from podlint.targets.server_words import remedy

        return remedy(self.refusals[0])

    def problem(
        self,
        help: str | None = None,  # noqa: A002
        *,
        fix: Fix | None = None,
        key: bool = False,
    ) -> Problem:
        """The problem, in plain words.

        Args:
            help: What to write instead.
            fix: How to fix it, if only one fix is plausible.
            key: Mark the key instead of the value, because the field must be removed.
        """
        # Imported here, because most objects are accepted.
        from podlint.targets.server_words import asked_server, reason

        server = asked_server(self.submission, self.refusals[0].versions)
        return Problem(
            reason(self.refusals),
            at=self.at,
            key=key,
            fix=fix,
            why=f"{server} rejects the {self.qualified_kind}.",
            help=help,
        )
