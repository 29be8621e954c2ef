"""``# podlint: ignore[rule-name] reason``: which findings a comment takes out of the count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase

from podlint.document import Comment, Document, Span
from podlint.finding import Finding, IgnoreComment, JudgedComment, Suppression
from podlint.pattern import pattern
from podlint.rule import Rule

_COMMENT = pattern(r"#\s*podlint:\s*ignore\b(?:\s*\[(?P<rules>[^\]]*)\])?\s*(?P<reason>.*)")


_LONGEST_PATTERN = 200
"""No name is as long, and `fnmatch` takes time that grows with the square of the length."""


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


def matches(pattern: str, rule: Rule) -> bool:
    """Whether a name or pattern (``probes/*``) means a rule."""
    if len(pattern) > _LONGEST_PATTERN:
        return False
    names = (rule.name, f"{rule.subject}/{rule.name}", *rule.aliases)
    return any(fnmatchcase(name, pattern) for name in names)


def nearest_name(name: str, rules: Iterable[Rule]) -> str | None:
    """The rule name closest to a misspelt one, if any is close."""
    return next(iter(get_close_matches(name, [rule.name for rule in rules], n=1)), None)


def suppress(
    findings: Sequence[Finding],
    comments: Sequence[IgnoreComment],
    ran: Callable[[Document], Sequence[Rule]],
    known: Sequence[Rule],
) -> tuple[list[Finding], list[JudgedComment]]:
    """Mark the findings of one file that its comments silence, and judge the comments.

    Args:
        findings: The findings of the file.
        comments: The ignore comments of the file.
        ran: The rules that ran on a whole document.
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
                hits = [pattern for pattern in comment.rules if matches(pattern, rule)]
                used.update((number, pattern) for pattern in hits)
                if hits:
                    return finding.replace(suppressed=Suppression("comment", comment.reason))
        return finding

    marked = [silenced(finding) for finding in findings]
    judged = [
        _judge(number, comment, used, ran(comment.document), known)
        for number, comment in enumerate(comments)
    ]
    return marked, judged


def _judge(
    number: int,
    comment: IgnoreComment,
    used: set[tuple[int, str]],
    ran: Sequence[Rule],
    known: Sequence[Rule],
) -> JudgedComment:
    idle = [name for name in comment.rules if (number, name) not in used]
    return JudgedComment(
        comment,
        unused=tuple(name for name in idle if any(matches(name, rule) for rule in ran)),
        unknown=tuple(
            _unknown(name, known) for name in idle if not any(matches(name, rule) for rule in known)
        ),
    )


def _unknown(name: str, known: Sequence[Rule]) -> str:
    """What to say of a name that no rule has."""
    from podlint.similar_names import not_a_name, similar_to

    if similar := similar_to(name, known):
        return not_a_name(name, similar)
    nearest = nearest_name(name, known)
    hint = f"did you mean {nearest}?" if nearest else "`podlint rules` lists them"
    return f"no rule is called {name}; {hint}"
