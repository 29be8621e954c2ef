"""All suppressions of a project, for people who review them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from podlint.document import Place
from podlint.finding.problem import Spot
from podlint.finding.report import ObjectReference
from podlint.finding.suppression import SuppressionKind
from podlint.models import KubernetesObject
from podlint.reading.file import ReadFile
from podlint.startup.frozen import Frozen
from podlint.suppression.expiry import Calendar
from podlint.suppression.project import written_in
from podlint.suppression.written import Term, Written

if TYPE_CHECKING:
    from datetime import date

    from podlint.suppression.baseline import Baseline

__all__ = ["ACTIVE", "EXPIRED", "EXPIRING", "INVALID", "Listed", "listed", "listed_baseline"]

ACTIVE, EXPIRING, EXPIRED, INVALID = "active", "expiring", "expired", "invalid"


class Listed(Frozen):
    """A suppression in the list.

    Attributes:
        kind: Where it is written.
        path: The file.
        line: The line.
        rules: The names of rules, or patterns, in it.
        about: What it is limited to: an object, a container, a field or a path; empty for the
            place of a comment.
        reason: Why, or an empty string.
        owner: Who is responsible for it, or an empty string.
        ticket: The ticket about it, or an empty string.
        until: The last day on which it applies; None if it does not expire.
        days_left: The number of days until then; None if it does not expire.
        state: Whether it is in force: ``active``, ``expiring``, ``expired`` or ``invalid``.
        count: The number of findings that an entry of the baseline stands for.
    """

    kind: SuppressionKind
    path: str
    line: int
    rules: tuple[str, ...]
    about: str = ""
    reason: str = ""
    owner: str = ""
    ticket: str = ""
    until: date | None = None
    days_left: int | None = None
    state: str = ACTIVE
    count: int = 1


def listed(
    files: Iterable[ReadFile], entries: Iterable[Written], calendar: Calendar
) -> Iterator[Listed]:
    """The suppressions in files, settings and exceptions, in the order of files and lines.

    Args:
        files: The files with manifests.
        entries: The entries of settings and exceptions.
        calendar: What is in force today.
    """
    for file in files:
        found = [(_line(each), each) for each in written_in(file)]
        for line, written in sorted(found, key=lambda each: each[0]):
            yield from _listed(written, line, _object_of(written, file), calendar)
    for written in entries:
        yield from _listed(written, _line(written), _subject_of(written), calendar)


def listed_baseline(baseline: Baseline) -> Iterator[Listed]:
    """The entries of a baseline."""
    own = baseline.own
    for number, entry in enumerate(baseline.entries):
        yield Listed(
            SuppressionKind.BASELINE,
            own.path if own else "",
            own.place(("entries", number)).start_line if own else 1,
            (entry.rule,),
            " ".join(part for part in (entry.path, entry.object, entry.field) if part),
            entry.reason,
            count=entry.count,
        )


def _listed(written: Written, line: int, about: str, calendar: Calendar) -> Iterator[Listed]:
    """A suppression; its names are listed together if they have the same conditions."""
    groups: dict[tuple[object, ...], list[Term]] = {}
    for term in written.terms:
        groups.setdefault((term.container, term.until, term.reason), []).append(term)
    for terms in groups.values():
        first = terms[0]
        container = f"container {first.container}" if first.container else ""
        until = first.until
        yield Listed(
            written.kind,
            written.path,
            line,
            tuple(term.rule for term in terms),
            ", ".join(part for part in (about, container) if part),
            first.reason,
            written.owner,
            written.ticket,
            until,
            calendar.days_left(until) if until else None,
            _state(written, first, calendar),
        )
    for each in written.malformed:
        yield Listed(written.kind, written.path, line, (each.text,), about, state=INVALID)


def _state(written: Written, term: Term, calendar: Calendar) -> str:
    if calendar.is_over(term.until):
        return EXPIRED
    if written.subject and calendar.is_too_far(term.until):
        return INVALID
    return EXPIRING if calendar.is_near(term.until) else ACTIVE


def _line(written: Written) -> int:
    at = written.at
    span = at.span if isinstance(at, Spot) else at.document.span(at.path)
    return span.start_line


def _object_of(written: Written, file: ReadFile) -> str:
    """The object of an annotation."""
    if written.covers_file:
        return "the whole file"
    inside = written.inside
    if inside is None:
        return ""
    for decoded in file.objects:
        if _holds(decoded.object.at, inside):
            return str(_reference(decoded.object))
    return ""


def _holds(outer: Place, inner: Place) -> bool:
    return outer.document is inner.document and inner.path[: len(outer.path)] == outer.path


def _reference(obj: KubernetesObject) -> ObjectReference:
    return ObjectReference(obj.api_version, obj.kind, obj.namespace, obj.name)


def _subject_of(written: Written) -> str:
    """What an entry is limited to."""
    subject = written.subject
    if subject is None:
        return ""
    parts = {
        "": "/".join(subject.object),
        "namespace": subject.namespace,
        "container": subject.container,
        "path": subject.paths.lines[0] if subject.paths else None,
    }
    return ", ".join(f"{name} {value}".strip() for name, value in parts.items() if value)
