"""Decides whether a comment, an annotation, a setting or an exception suppresses a finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from podlint.document import Document, Path, Place
from podlint.finding.problem import Spot
from podlint.finding.report import ObjectReference
from podlint.finding.suppression import Suppression
from podlint.rule.names import NamesOfRules
from podlint.startup.frozen import Frozen
from podlint.suppression.expiry import Calendar
from podlint.suppression.written import Term, Written

__all__ = ["Candidate", "Decided", "Decider", "Use"]

Use = tuple[str, Hashable, str]
"""A name in a suppression that suppresses something: file, key and text of the name."""


class Candidate(NamedTuple):
    """A finding that may be suppressed.

    Attributes:
        rule: The rule.
        container: The container.
        path: The file.
        at: The place of the problem in what was judged.
        lines: The files and lines that wrote the value. A comment on any of them is about it.
        objects: The object, by the names that it has in the file and in the cluster.
    """

    rule: str
    container: str | None
    path: str
    at: Place | Spot
    lines: tuple[tuple[str, int], ...]
    objects: tuple[ObjectReference, ...]


class Decided(Frozen):
    """What is suppressed.

    Attributes:
        suppressed: What suppresses a finding, by the number of the finding.
        used: The names that suppress something.
    """

    suppressed: Mapping[int, Suppression]
    used: frozenset[Use]


_Match = tuple[Written, list[Term]]
"""A suppression, with those of its names that are about a finding."""


class Decider:
    """Decides by the rules, the calendar and the entries of a run."""

    def __init__(
        self, names: NamesOfRules, calendar: Calendar, entries: Sequence[Written] = ()
    ) -> None:
        """Take the entries.

        Args:
            names: The names of rules.
            calendar: What is in force today.
            entries: The entries of the settings and the exceptions.
        """
        self._names = names
        self._calendar = calendar
        self._entries = entries

    def decide(self, candidates: Sequence[Candidate], written: Iterable[Written]) -> Decided:
        """Find what is suppressed.

        If several suppressions match a finding, comments take precedence over annotations, then
        settings and exceptions. Of several comments, the first one suppresses it; of several
        annotations, the innermost.

        Args:
            candidates: The findings.
            written: The comments and annotations of the files and objects with the findings.
        """
        rules = frozenset(each.rule for each in candidates)
        comments: dict[str, list[Written]] = defaultdict(list)
        inside: dict[Document, dict[Path, _Index]] = defaultdict(dict)
        for each in written:
            if each.inside is not None:
                index = self._index((each,), rules)
                inside[each.inside.document][each.inside.path] = index
            elif each.lines is not None:
                comments[each.path].append(each)
        lines: dict[str, list[tuple[int, int]]] = {path: [] for path in comments}
        for number, candidate in enumerate(candidates if comments else ()):
            for path, line in dict.fromkeys(candidate.lines):
                if path in lines:
                    lines[path].append((number, line))
        found: dict[int, _Match] = {}
        for path, those in comments.items():
            index = self._index(those, rules)
            for number, match in _by_comments(lines[path], candidates, index):
                found.setdefault(number, match)
        entries = self._index(self._entries, rules)
        for number, candidate in enumerate(candidates):
            if number not in found:
                elsewhere = _by_annotation(candidate, inside) or _by_entry(candidate, entries)
                if elsewhere is not None:
                    found[number] = elsewhere
        suppressed = {number: _suppression(*match) for number, match in found.items()}
        used = {
            (each.path, each.key, term.text) for each, terms in found.values() for term in terms
        }
        return Decided(suppressed, frozenset(used))

    def is_in_force(self, written: Written, term: Term) -> bool:
        """Whether a name in a suppression suppresses anything today."""
        if self._calendar.is_over(term.until):
            return False
        return not (written.subject and self._calendar.is_too_far(term.until))

    def _index(self, written: Iterable[Written], rules: frozenset[str]) -> _Index:
        index = _Index()
        for each in written:
            for term in each.terms:
                meant = self._names.meant(term.rule) & rules
                if meant and self.is_in_force(each, term):
                    for rule in meant:
                        index.add(rule, each, term)
        return index


class _Index:
    """Suppressions with their names, by the rule and the container that they are about."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None], dict[Written, list[Term]]] = {}

    def add(self, rule: str, written: Written, term: Term) -> None:
        """Add a name that is about a rule."""
        those = self._found.setdefault((rule, term.container), {})
        those.setdefault(written, []).append(term)

    def about(self, rule: str, container: str | None) -> Mapping[Written, list[Term]]:
        """The suppressions whose names are limited to a container, or for None to none."""
        return self._found.get((rule, container), {})

    def match(self, written: Written, rule: str, container: str | None) -> _Match | None:
        """The names in a suppression that are about a finding; None if there are none."""
        terms = list(self.about(rule, None).get(written, ()))
        if container is not None:
            terms += self.about(rule, container).get(written, ())
        return (written, terms) if terms else None


def _by_annotation(
    candidate: Candidate, inside: Mapping[Document, Mapping[Path, _Index]]
) -> _Match | None:
    at, rule, container = candidate.at, candidate.rule, candidate.container
    around = inside.get(at.document)
    if not around:
        return None
    path = at.path if isinstance(at, Place) else ()
    for length in range(len(path), -1, -1):
        if index := around.get(path[:length]):
            for limit in dict.fromkeys((None, container)):
                for written in index.about(rule, limit):
                    return index.match(written, rule, container)
    return None


def _by_entry(candidate: Candidate, index: _Index) -> _Match | None:
    for entry in index.about(candidate.rule, None):
        subject = entry.subject
        if subject and subject.matches(candidate.path, candidate.objects, candidate.container):
            return index.match(entry, candidate.rule, None)
    return None


def _by_comments(
    lines: Iterable[tuple[int, int]], candidates: Sequence[Candidate], index: _Index
) -> Iterator[tuple[int, _Match]]:
    """The findings that comments of a file suppress, each with the first comment.

    Args:
        lines: The numbers of findings, with their lines in the file.
        candidates: The findings.
        index: The comments of the file.
    """
    places: dict[tuple[str, str | None], list[tuple[int, int]]] = defaultdict(list)
    for number, line in lines:
        rule, container = candidates[number].rule, candidates[number].container
        for limit in dict.fromkeys((None, container)):
            places[rule, limit].append((line, number))
    first: dict[int, Written] = {}
    for (rule, limit), found in places.items():
        comments = list(index.about(rule, limit))
        for number, comment in _covered(sorted(found), comments):
            other = first.setdefault(number, comment)
            if _start(comment) < _start(other):
                first[number] = comment
    for number, comment in first.items():
        candidate = candidates[number]
        if match := index.match(comment, candidate.rule, candidate.container):
            yield number, match


def _covered(
    places: Sequence[tuple[int, int]], comments: Sequence[Written]
) -> Iterator[tuple[int, Written]]:
    """The findings that comments cover, each with the first of these.

    This takes one pass over the lines, because there may be many findings and comments.

    Args:
        places: The lines of the findings with their numbers, in order.
        comments: The comments, in order.
    """
    spans = [each.lines or (0, 0) for each in comments]
    waiting = sorted(range(len(comments)), key=lambda each: spans[each][0], reverse=True)
    speaking: list[int] = []
    for line, number in places:
        while waiting and spans[waiting[-1]][0] <= line:
            heappush(speaking, waiting.pop())
        while speaking and spans[speaking[0]][1] < line:
            heappop(speaking)
        if speaking:
            yield number, comments[speaking[0]]


def _start(comment: Written) -> tuple[int, int]:
    span = comment.at.span if isinstance(comment.at, Spot) else None
    return (span.start_line, span.start_column) if span else (0, 0)


def _suppression(written: Written, terms: Sequence[Term]) -> Suppression:
    first = terms[0]
    return Suppression(written.kind, first.reason, first.until, written.owner, written.ticket)
