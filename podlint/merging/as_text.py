"""Merged reports as tables of totals for a terminal, and the new findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.document.credentials import masked
from podlint.document.visible import visible
from podlint.merging.merge import Merged, Status
from podlint.merging.totals import Total, groups
from podlint.merging.words import figures, headline, notes, titles
from podlint.report.text.terminal_cells import columns, cut_end

__all__ = ["render"]

_WIDEST = 48
"""The columns for a name."""


def render(report: Merged) -> str:
    """A table for each kind of group, then what is new, then the sum."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(report))


def _lines(report: Merged) -> Iterator[str]:
    for title, totals in groups(report).items():
        if totals:
            yield from _table(title, totals, report)
            yield ""
    if new := report.having(Status.NEW):
        yield "New"
        for each in new:
            finding = each.finding
            span = finding.location.span
            place = f"{finding.location.path}:{span.start_line}" if span else finding.location.path
            yield _shown(
                f"  {each.repository}: {place}: {finding.severity} {finding.rule}: "
                f"{finding.message}"
            )
        yield ""
    for note in notes(report):
        yield _shown(note)
    yield f"{headline(report)}."
    words = ", ".join(
        f"{number} {title}" for number, title in zip(figures(report), titles(report), strict=True)
    )
    yield f"Found {words}."


def _table(title: str, totals: Sequence[Total], report: Merged) -> Iterator[str]:
    names = [cut_end(_shown(each.name), _WIDEST) for each in totals]
    width = max(map(columns, (title, *names)))
    heads = titles(report)
    yield "  ".join((title + " " * (width - columns(title)), *heads))
    for name, total in zip(names, totals, strict=True):
        numbers = figures(report, total)
        cells = (f"{number:>{len(head)}}" for number, head in zip(numbers, heads, strict=True))
        yield "  ".join((name + " " * (width - columns(name)), *cells))


def _shown(text: str) -> str:
    return visible(masked(text))
