"""Suppression by comments: ``# podlint: ignore[rule-name] reason``."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from heapq import heappop, heappush
from types import MappingProxyType
from typing import NamedTuple

from podlint.document import Comment, Document, Span
from podlint.finding.report import Suppression
from podlint.reading.file import ReadFile
from podlint.rule.names import NamesOfRules
from podlint.startup.lazy_pattern import pattern
from podlint.targets.judged_comment import IgnoreComment, JudgedComment

_COMMENT = pattern(r"#\s*podlint:\s*ignore\b(?:\s*\[(?P<rules>[^\]]*)\])?\s*(?P<reason>.*)")


def ignore_comments(document: Document) -> Iterator[IgnoreComment]:
    """The suppression comments of a document.

    A comment at the end of a line applies to that line. A comment on a line of its own applies to
    the whole entry or list item on the next line. Above the first line of a document, it applies to
    the whole document.
    """
    found = [(each, match) for each in document.comments if (match := _COMMENT.match(each.text))]
    if not found:
        return
    whole = document.span(())
    entries = sorted(document.entries(), key=lambda span: (span[:2], -span.end_line))
    for comment, match in found:
        first, last = _lines_of(comment, whole, entries)
        names = [name.strip() for name in (match["rules"] or "").split(",")]
        yield IgnoreComment(
            document=document,
            comment=comment,
            rules=tuple(dict.fromkeys(name for name in names if name)),
            reason=match["reason"].strip(),
            first_line=first,
            last_line=last,
        )


def _lines_of(comment: Comment, whole: Span, entries: Sequence[Span]) -> tuple[int, int]:
    """The lines to which a comment applies; `entries` are sorted by their start, longer ones
    first.
    """
    if not comment.alone:
        return comment.line, comment.line
    if comment.line < whole.start_line:
        return whole.start_line, whole.end_line
    below = bisect_right(entries, comment.line, key=lambda span: span.start_line)
    if below == len(entries):
        return comment.line, comment.line
    return entries[below].start_line, entries[below].end_line


class Suppressed(NamedTuple):
    """What the comments of a file suppress.

    Attributes:
        reasons: For the number of each finding that is suppressed, the reason.
        used: The lines of comments, with the names in them that suppress something.
    """

    reasons: dict[int, Suppression]
    used: frozenset[tuple[int, str]]


Used = Mapping[str, frozenset[tuple[int, str]]]
"""By file: the lines of comments, with the names in them that suppress something."""

UNUSED: Used = MappingProxyType({})


def comments_in(file: ReadFile) -> list[IgnoreComment]:
    """The suppression comments of a file."""
    if "podlint:" not in file.text:
        return []
    readable = (each for each in file.documents if each.error is None)
    return [comment for document in readable for comment in ignore_comments(document)]


def suppress(
    findings: Iterable[tuple[str, int | None, int]],
    comments: Sequence[IgnoreComment],
    names: NamesOfRules,
) -> Suppressed:
    """Find what the comments of a file suppress.

    If several comments match a finding, the first one suppresses it.

    Args:
        findings: The rule of each finding in the file, its line, if any, and its number.
        comments: The suppression comments of the file.
        names: The names of rules.
    """
    lines: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for rule, line, number in findings:
        if line is not None:
            lines[rule].append((line, number))
    naming: dict[str, dict[int, list[str]]] = {rule: defaultdict(list) for rule in lines}
    for number, comment in enumerate(comments):
        for name in comment.rules:
            for rule in names.meant(name) & lines.keys():
                naming[rule][number].append(name)
    reasons: dict[int, Suppression] = {}
    used: set[tuple[int, str]] = set()
    for rule, places in lines.items():
        by_comment = dict(_suppressed(sorted(places), naming[rule], comments))
        for number, by in by_comment.items():
            reasons[number] = Suppression("comment", comments[by].reason)
        for by in set(by_comment.values()):
            used.update((comments[by].comment.line, name) for name in naming[rule][by])
    return Suppressed(reasons, frozenset(used))


def _suppressed(
    places: Sequence[tuple[int, int]], numbers: Iterable[int], comments: Sequence[IgnoreComment]
) -> Iterator[tuple[int, int]]:
    """The findings of a rule that are suppressed, each with the first comment that matches.

    This takes one pass over the lines, because there may be many findings and comments.

    Args:
        places: The lines of the findings with their numbers, in order.
        numbers: The comments that name the rule.
        comments: All comments.
    """
    waiting = sorted(numbers, key=lambda each: comments[each].first_line, reverse=True)
    speaking: list[int] = []
    for line, number in places:
        while waiting and comments[waiting[-1]].first_line <= line:
            heappush(speaking, waiting.pop())
        while speaking and comments[speaking[0]].last_line < line:
            heappop(speaking)
        if speaking:
            yield number, speaking[0]


def judged(
    comments: Iterable[IgnoreComment],
    used: Set[tuple[int, str]],
    judged_in: Callable[[Document], Collection[str]],
    names: NamesOfRules,
) -> Iterator[JudgedComment]:
    """The comments of a file with those of their names that suppress nothing.

    Args:
        comments: The comments.
        used: The lines of comments, with the names in them that suppress something.
        judged_in: Returns the names of the rules whose problems of default severity are shown in
            the whole document. Only for these can podlint say that a comment suppresses nothing.
        names: The names of rules.
    """
    known: dict[Document, frozenset[str]] = {}
    for comment in comments:
        if comment.document not in known:
            known[comment.document] = frozenset(judged_in(comment.document))
        idle = [name for name in comment.rules if (comment.comment.line, name) not in used]
        yield JudgedComment(
            comment,
            unused=tuple(name for name in idle if names.meant(name) & known[comment.document]),
            unknown=tuple(names.no_rule(name) for name in idle if not names.meant(name)),
        )
