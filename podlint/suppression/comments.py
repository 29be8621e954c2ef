"""Suppression comments: ``# podlint: ignore[rule-name] reason``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from re import Match

from podlint.document import Comment, Document, Span
from podlint.finding.problem import Spot
from podlint.finding.suppression import SuppressionKind
from podlint.reading.file import ReadFile
from podlint.startup.lazy_pattern import pattern
from podlint.suppression.written import (
    EVERY_LINE,
    Malformed,
    Term,
    Written,
    date_of,
    no_date,
    read_term,
)

__all__ = ["FORM", "comments_in", "with_rules"]

FORM = "# podlint: ignore[rule-name] reason"
"""How to write a suppression comment."""

_COMMENT = pattern(
    r"#\s*podlint:\s*ignore(?P<file>-file)?\b(?:\s*\[(?P<rules>[^\]]*)\])?"
    r"\s*:?\s*(?:until=(?P<until>\S*?):?(?:\s+|$))?(?P<reason>.*)"
)


def comments_in(file: ReadFile) -> Iterator[Written]:
    """The suppression comments of a file.

    A comment at the end of a line applies to that line. A comment on a line of its own applies to
    the whole entry or list item on the next line. Above the first line of a document, also above
    the separator line if nothing else is there, it applies to the whole document.
    An ``ignore-file`` comment applies to the whole file.
    """
    if "podlint:" not in file.text:
        return
    following: Document | None = None
    found: list[list[Written]] = []
    for document in reversed(file.documents):
        if document.error is not None or document.data is not None:
            following = document
        found.append([*_comments_of(document, following or document, file.path)])
    for those in reversed(found):
        yield from those


def _comments_of(document: Document, about: Document, path: str) -> Iterator[Written]:
    """The suppression comments of a document.

    Args:
        document: The document.
        about: The next document with content, if this one has only comments; otherwise this one.
        path: The file.
    """
    found = [(each, match) for each in document.comments if (match := _COMMENT.match(each.text))]
    if document.error is not None:
        # Where a comment on a line belongs is unknown.
        found = [(each, match) for each, match in found if match["file"]]
    if not found:
        return
    readable = about.error is None
    whole = about.span(()) if readable else Span(0, 0, 0, 0)
    entries = about.entries() if readable else ()
    spans = sorted(entries, key=lambda span: (span[:2], -span.end_line))
    for comment, match in found:
        lines = EVERY_LINE if match["file"] else _lines_of(comment, whole, spans)
        yield _read(comment, match, document, path, lines)


def _read(
    comment: Comment, match: Match[str], document: Document, path: str, lines: tuple[int, int]
) -> Written:
    line, column, text, _ = comment
    names = dict.fromkeys(name.strip() for name in (match["rules"] or "").split(","))
    terms: list[Term] = []
    malformed: list[Malformed] = []
    reason = match["reason"].strip()
    until = date_of(match["until"]) if match["until"] is not None else None
    if match["until"] is not None and until is None:
        malformed.append(no_date(f"until={match['until']}", match["until"]))
        names = {}
    for name in filter(None, names):
        term = read_term(name, FORM, reason)
        if isinstance(term, Malformed):
            malformed.append(term)
        else:
            terms.append(term if term.until else term.replace(until=until))
    return Written(
        SuppressionKind.COMMENT,
        Spot(document, Span(line, column, line, column + len(text))),
        path,
        (line, column),
        tuple(terms),
        tuple(malformed),
        lines=lines,
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


def with_rules(text: str, names: Sequence[str]) -> str:
    """The text of a suppression comment with other names in its brackets.

    Args:
        text: The text of a comment that `comments_in` finds and that has brackets.
        names: The names.
    """
    start, end = text.index("["), text.index("]")
    return f"{text[: start + 1]}{', '.join(names)}{text[end:]}"
