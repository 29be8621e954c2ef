"""``# podlint: ignore[rule-name] reason``: which findings a comment takes out of the count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches

from podlint.document import Comment, Document, Span
from podlint.document.shortening import shortened
from podlint.finding.report import Finding, Suppression
from podlint.rule.index import ListedRule
from podlint.rule.rule import LONGEST_NAME
from podlint.startup.lazy_pattern import pattern
from podlint.targets.judged_comment import IgnoreComment, JudgedComment

_COMMENT = pattern(r"#\s*podlint:\s*ignore\b(?:\s*\[(?P<rules>[^\]]*)\])?\s*(?P<reason>.*)")


def ignore_comments(document: Document) -> Iterator[IgnoreComment]:
    """The ignore comments of a document.

    At a line's end the comment speaks for that line. Alone on its line it speaks for the whole
    entry or list item that begins on the next line of content; above the first line of a document,
    for the whole document.
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
    """The lines a comment speaks for; `entries` by where they start, the longer first."""
    if not comment.alone:
        return comment.line, comment.line
    if comment.line < whole.start_line:
        return whole.start_line, whole.end_line
    below = bisect_right(entries, comment.line, key=lambda span: span.start_line)
    if below == len(entries):
        return comment.line, comment.line
    return entries[below].start_line, entries[below].end_line


def nearest_name(name: str, rules: Iterable[ListedRule]) -> str | None:
    """The rule name closest to a misspelt one, if any is close."""
    return next(iter(get_close_matches(name, [rule.name for rule in rules], n=1)), None)


def suppress(
    findings: Sequence[Finding],
    comments: Sequence[IgnoreComment],
    judged_in: Callable[[Document], Collection[str]],
    known: Sequence[ListedRule],
) -> tuple[list[Finding], list[JudgedComment]]:
    """Mark the findings of one file that its comments silence, and judge the comments.

    Args:
        findings: The findings of the file.
        comments: The ignore comments of the file.
        judged_in: Gives the names of the rules whose usual problems are shown everywhere in a
            document: of others it cannot be said that a comment suppresses nothing.
        known: All rules there are.

    Returns:
        The findings in the same order, and the comments with those of their names that did nothing.
    """
    by_name = {rule.name: rule for rule in known}
    used: set[tuple[int, str]] = set()

    def silenced(finding: Finding) -> Finding:
        span, rule = finding.location.span, by_name.get(finding.rule)
        for number, comment in enumerate(comments):
            if span and rule and comment.first_line <= span.start_line <= comment.last_line:
                hits = [pattern for pattern in comment.rules if rule.is_called(pattern)]
                used.update((number, pattern) for pattern in hits)
                if hits:
                    return finding.replace(suppressed=Suppression("comment", comment.reason))
        return finding

    marked = [silenced(finding) for finding in findings]
    judged = [
        _judge(number, comment, used, judged_in(comment.document), known)
        for number, comment in enumerate(comments)
    ]
    return marked, judged


def _judge(
    number: int,
    comment: IgnoreComment,
    used: set[tuple[int, str]],
    judged: Collection[str],
    known: Sequence[ListedRule],
) -> JudgedComment:
    idle = [name for name in comment.rules if (number, name) not in used]
    return JudgedComment(
        comment,
        unused=tuple(
            name
            for name in idle
            if any(rule.is_called(name) for rule in known if rule.name in judged)
        ),
        unknown=tuple(
            _unknown(name, known)
            for name in idle
            if not any(rule.is_called(name) for rule in known)
        ),
    )


def _unknown(name: str, known: Sequence[ListedRule]) -> str:
    """What to say of a name that no rule has."""
    from podlint.rule.similar_names import not_a_name, similar_to

    if similar := similar_to(name, known):
        return not_a_name(name, similar)
    nearest = nearest_name(name, known)
    hint = f"did you mean {nearest}?" if nearest else "`podlint rules` lists them"
    return f"no rule is called {shortened(name, LONGEST_NAME)}; {hint}"
