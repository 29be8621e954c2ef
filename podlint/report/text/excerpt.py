"""The lines of a manifest that a finding is about, with marks under what it means."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import Span
from podlint.document.redaction import Excerpt
from podlint.finding.report import Finding, RelatedLocation
from podlint.report.text.source_lines import SourceLines
from podlint.report.text.style import GUTTER, RELATED, SEVERITY, Line
from podlint.report.text.terminal_cells import columns, cut_end, cut_start, untabbed

__all__ = ["excerpt_lines"]

_NEAR = 12
"""How many lines away a related place may be to be shown in the same excerpt."""
_GUTTER = 12
_CUT = "..."
_LEAST = 10
"""The columns that a cut leaves of each part, if the part is that long."""


def excerpt_lines(finding: Finding, sources: SourceLines, width: int) -> Iterator[Line]:
    """The line of a finding, and those of its related places; places further away by name.

    Args:
        finding: The finding.
        sources: The files.
        width: The columns there are; longer lines are cut around what is marked.
    """
    span, excerpt = finding.location.span, finding.excerpt
    if span is None or excerpt is None:
        return
    excerpt = _untabbed(excerpt)
    near = list(_near(finding, span, sources, width))
    shown = [(span, excerpt, finding.label or "", "^", SEVERITY[finding.severity])]
    for where, related in near:
        marked = _untabbed(sources.excerpt(finding.location.path, where))
        shown.append((where, marked, related.message, "-", RELATED))
    shown.sort(key=lambda each: (each[0].start_line, each[0].start_column))
    digits = max(len(str(where.start_line)) for where, *_ in shown)
    before = 0
    for where, text, label, mark, style in shown:
        number = str(where.start_line) if where.start_line != before else ""
        gutter = f"  {number:>{digits}} | "
        cut = _cut(text, width - len(gutter))
        if number:
            yield [(gutter, GUTTER), (str(cut), "")]
        carets = mark * max(1, columns(cut.marked))
        blank = " " * columns(cut.before)
        yield [
            (f"  {'':>{digits}} | ", GUTTER),
            (blank + carets, style),
            (f" {label}" if label else "", style),
        ]
        before = where.start_line
    for related in finding.related:
        if all(related is not each for _, each in near):
            yield [
                (f"  {'':>{digits}} = ", GUTTER),
                (f"{_place(related, finding.location.path)}: {related.message}", ""),
            ]


def _near(
    finding: Finding, span: Span, sources: SourceLines, width: int
) -> Iterator[tuple[Span, RelatedLocation]]:
    """The related places to show in the excerpt: close by, and not on a line that has to be cut."""
    taken = {span.start_line}
    for related in finding.related:
        where = related.location.span
        if (
            where is None
            or related.location.path != finding.location.path
            or abs(where.start_line - span.start_line) > _NEAR
            or not sources.has(related.location.path)
        ):
            continue
        line = columns(untabbed(str(sources.excerpt(related.location.path, where))))
        if where.start_line in taken and line > width - _GUTTER:
            continue
        taken.add(where.start_line)
        yield where, related


def _place(related: RelatedLocation, path: str) -> str:
    """``path:line:column``, without the path in the same file."""
    where = related.location
    named = [] if where.path == path and where.span else [where.path]
    span = [where.span.start_line, where.span.start_column] if where.span else []
    return ":".join(map(str, [*named, *span]))


def _cut(excerpt: Excerpt, width: int) -> Excerpt:
    """The excerpt in so many columns: what is marked, and as much around it as there is room."""
    before, marked, after = excerpt.before, excerpt.marked, excerpt.after
    if columns(str(excerpt)) <= width:
        return excerpt
    room = max(_LEAST, width - columns(marked))
    if columns(before) > room - _LEAST:
        before = cut_start(before, max(_LEAST, room - 2 * _LEAST) + len(_CUT))
    after = cut_end(after, max(len(_CUT), width - columns(before) - columns(marked)))
    if columns(before) + columns(marked) > width:
        marked = cut_end(marked, max(_LEAST, width - columns(before)))
        marked, after = marked.removesuffix(_CUT), _CUT
    return Excerpt(before, marked, after)


def _untabbed(excerpt: Excerpt) -> Excerpt:
    return Excerpt(*map(untabbed, (excerpt.before, excerpt.marked, excerpt.after)))
