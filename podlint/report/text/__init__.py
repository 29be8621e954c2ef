"""Findings for people: each with its excerpt, what to write and why, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from podlint.document.visible import visible
from podlint.finding.report import Finding, Report
from podlint.report.builds import build_names
from podlint.report.concise import place
from podlint.report.text.change import change_lines
from podlint.report.text.excerpt import excerpt_lines
from podlint.report.text.folding import Group, folded
from podlint.report.text.source_lines import SourceLines
from podlint.report.text.style import (
    MESSAGE,
    NARROWEST,
    PATH,
    QUIET,
    READABLE,
    SEVERITY,
    WIDEST,
    Line,
    colored,
    labeled,
    plain,
)
from podlint.report.text.summary import summary_lines
from podlint.report.text.terminal_cells import NO_BREAK
from podlint.report.unchecked import file_lines
from podlint.report.view import View

__all__ = ["render"]

_LINES_OF_FILES = 120
"""The columns of an excerpt where the report goes to a file."""

_MOST_PLACES = 9


def render(report: Report, view: View) -> str:
    """The findings in order of file and line, with a blank line between them, and a summary.

    A finding that is repeated in other containers of its file is shown once, with the list of the
    places. Why it matters, and the organization's note, are told once for each rule.
    """
    lines: list[Line] = []
    if view.statistics:
        lines += _statistics(report, view)
    else:
        lines += _findings(report, view)
    if view.files:
        lines += file_lines(report)
    summary = list(summary_lines(report, view))
    if lines and lines[-1] and summary:
        lines.append([])
    lines += summary
    return colored(lines) if view.color else plain(lines)


def _findings(report: Report, view: View) -> Iterator[Line]:
    sources = SourceLines(report.sources)
    columns = min(max(view.width or _LINES_OF_FILES, NARROWEST), WIDEST)
    explained, noted = set[str](), set[str]()
    for group in folded(view.shown(report)):
        note = None if group.first.rule in noted else view.note_on(group.first.rule)
        noted.add(group.first.rule)
        note_text = visible(str(note or ""))
        link = view.link_to(group.first.rule)
        yield from _group(group, sources, columns, explained, note_text, link)
        yield []


def _group(
    group: Group, sources: SourceLines, columns: int, explained: set[str], note: str, link: str
) -> Iterator[Line]:
    finding = group.first
    width = min(columns, READABLE)
    yield [
        (place(finding), PATH),
        (" ", ""),
        (finding.severity.value, SEVERITY[finding.severity]),
        (" ", ""),
        (finding.rule, f"link {link}"),
        *_suppression(finding),
    ]
    for line in labeled("", finding.message, width):
        yield [(text, MESSAGE) for text, _ in line]
    yield from excerpt_lines(finding, sources, columns)
    if finding.help:
        yield from labeled("help", finding.help, width)
    if finding.why and finding.rule not in explained:
        yield from labeled("why", finding.why, width)
        explained.add(finding.rule)
    if note:
        yield from labeled("note", note, width)
    if finding.fix:
        yield from change_lines(finding.fix, sources.source(finding.location.path), columns)
    if group.others:
        yield from labeled("also", _places(group), width)
    if builds := _builds(finding):
        number = len(finding.builds)
        yield from labeled("builds" if number == 1 else f"{number} builds", builds, width)


def _places(group: Group) -> str:
    """The other places; each stays on one line."""
    shown = [each.replace(" ", NO_BREAK) for each in islice(group.places(), _MOST_PLACES)]
    if (more := len(group.others) - _MOST_PLACES) > 0:
        listing = "(--format concise lists all)".replace(" ", NO_BREAK)
        shown.append(f"and {more} more {listing}")
    return ", ".join(shown)


def _builds(finding: Finding) -> str:
    """What is built with the fault; each name stays on one line."""
    return ", ".join(each.replace(" ", NO_BREAK) for each in build_names(finding, _MOST_PLACES))


def _suppression(finding: Finding) -> Line:
    if finding.suppressed is None:
        return []
    reason = f": {finding.suppressed.reason}" if finding.suppressed.reason else ""
    return [(f" (suppressed by {finding.suppressed.kind}{reason})", QUIET)]


def _statistics(report: Report, view: View) -> Iterator[Line]:
    findings = view.shown(report)
    suppressed = Counter(each.rule for each in findings if each.suppressed)
    for rule, number in sorted(
        Counter(each.rule for each in findings).items(), key=lambda item: (-item[1], item[0])
    ):
        line = [(f"{number:6} ", "bold"), (rule, f"link {view.link_to(rule)}")]
        if number_suppressed := suppressed[rule]:
            line.append((f" ({number_suppressed} suppressed)", QUIET))
        yield line
