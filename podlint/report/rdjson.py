"""The Reviewdog Diagnostic Format: fixes become suggestions in reviews.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf; columns count bytes of UTF-8 from 1.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from podlint.document import Span
from podlint.document.visible import visible
from podlint.finding.report import Finding, Location, Report
from podlint.finding.severity import Severity
from podlint.report.builds import sentence_on_builds
from podlint.report.fix_edits import FixEdits
from podlint.report.named_files import in_repository
from podlint.report.sarif_location import FileText
from podlint.report.view import View
from podlint.startup.frozen import Frozen
from podlint.version import HOMEPAGE

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report, view: View) -> str:
    """The findings that are not suppressed."""
    places = _Places(report, view)
    result = {
        "source": {"name": "podlint", "url": HOMEPAGE},
        "diagnostics": [_diagnostic(each, places) for each in report.counted],
    }
    return json.dumps(result, indent=2) + "\n"


class _Places(Frozen, eq=False):
    report: Report
    view: View

    @cached_property
    def _texts(self) -> dict[str, FileText]:
        return {source.path: FileText(source.text) for source in self.report.sources}

    def location(self, location: Location) -> dict[str, Any]:
        path = in_repository(location.path, self.view.repository)
        if location.span is None:
            return {"path": path}
        return {"path": path, "range": self.range(location.path, location.span)}

    def range(self, path: str, span: Span) -> dict[str, Any]:
        text = self._texts[path]
        ends = ((span.start_line, span.start_column), (span.end_line, span.end_column))
        start, end = (
            {"line": line, "column": _bytes_before(text, line, column) + 1} for line, column in ends
        )
        return {"start": start, "end": end}

    @cached_property
    def fixes(self) -> FixEdits:
        return FixEdits(self.report)


def _bytes_before(text: FileText, line: int, column: int) -> int:
    before = text.lines[line - 1][: column - 1]
    return len(before.encode("utf-8", "surrogatepass"))


def _diagnostic(finding: Finding, places: _Places) -> dict[str, Any]:
    parts = (finding.advice, sentence_on_builds(finding))
    found: dict[str, Any] = {
        "message": visible(" ".join(each for each in parts if each)),
        "location": places.location(finding.location),
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule, "url": places.view.link_to(finding.rule)},
    }
    if related := [
        {"message": visible(each.message), "location": places.location(each.location)}
        for each in finding.related
    ]:
        found["related_locations"] = related
    if suggestion := _suggestion(finding, places):
        found["suggestions"] = [suggestion]
    return found


def _suggestion(finding: Finding, places: _Places) -> dict[str, Any] | None:
    """The fix, if it is one replacement of text: a reviewer accepts each suggestion alone."""
    edits = places.fixes.of(finding)
    if not edits or len(edits) != 1:
        return None
    (edit,) = edits
    return {"range": places.range(finding.location.path, edit.span), "text": edit.text}
