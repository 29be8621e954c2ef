"""Suppression by comments: ``# podlint: ignore[rule-name] reason``."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from heapq import heappop, heappush

from podlint.document import Comment, Document, Span
from podlint.finding.report import Finding, Suppression
from podlint.rule.index import ListedRule
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


def suppress(
    findings: Sequence[Finding],
    comments: Sequence[IgnoreComment],
    judged_in: Callable[[Document], Collection[str]],
    known: Sequence[ListedRule],
) -> tuple[list[Finding], list[JudgedComment]]:
    """Mark the findings of one file that its comments suppress, and judge the comments.

    If several comments match a finding, the first one suppresses it.

    Args:
        findings: The findings of the file.
        comments: The suppression comments of the file.
        judged_in: Returns the names of the rules whose problems of default severity are shown in
            the whole document. Only for these can podlint say that a comment suppresses nothing.
        known: All rules.

    Returns:
        The findings in the same order, and the comments with those of their names that suppress
        nothing.
    """
    names = NamesOfRules(known)
    lines: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, finding in enumerate(findings):
        if finding.location.span:
            lines[finding.rule].append((finding.location.span.start_line, number))
    naming: dict[str, dict[int, list[str]]] = {rule: defaultdict(list) for rule in lines}
    for number, comment in enumerate(comments):
        for name in comment.rules:
            for rule in names.meant(name) & lines.keys():
                naming[rule][number].append(name)
    marked = list(findings)
    used: set[tuple[int, str]] = set()
    for rule, places in lines.items():
        by_comment = dict(_suppressed(sorted(places), naming[rule], comments))
        for number, by in by_comment.items():
            reason = Suppression("comment", comments[by].reason)
            marked[number] = marked[number].replace(suppressed=reason)
        used.update((by, name) for by in set(by_comment.values()) for name in naming[rule][by])
    return marked, list(_judged(comments, used, judged_in, names))


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


def _judged(
    comments: Iterable[IgnoreComment],
    used: Set[tuple[int, str]],
    judged_in: Callable[[Document], Collection[str]],
    names: NamesOfRules,
) -> Iterator[JudgedComment]:
    judged: dict[Document, frozenset[str]] = {}
    for number, comment in enumerate(comments):
        if comment.document not in judged:
            judged[comment.document] = frozenset(judged_in(comment.document))
        idle = [name for name in comment.rules if (number, name) not in used]
        yield JudgedComment(
            comment,
            unused=tuple(name for name in idle if names.meant(name) & judged[comment.document]),
            unknown=tuple(names.no_rule(name) for name in idle if not names.meant(name)),
        )
