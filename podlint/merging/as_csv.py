"""Merged reports as comma-separated values (RFC 4180): one row for each finding, closed ones too.

A finding with several owners has one row, with the teams separated by blanks.
"""

from __future__ import annotations

import csv
import io

from podlint.document.credentials import masked
from podlint.document.visible import visible
from podlint.merging.merge import Merged, MergedFinding
from podlint.report.csv import harmless_cell

__all__ = ["COLUMNS", "render"]

COLUMNS = (
    "repository", "teams", "status", "severity", "rule", "path", "line", "column", "namespace",
    "kind", "name", "container", "field", "message", "help", "suppressed", "fingerprint",
)  # fmt: skip


def render(report: Merged) -> str:
    """A row of titles, then the findings."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, report.findings))
    return stream.getvalue()


def _row(each: MergedFinding) -> list[str]:
    finding = each.finding
    span, target = finding.location.span, finding.object
    cells = (
        each.repository,
        " ".join(each.teams),
        each.status.value,
        finding.severity.value,
        finding.rule,
        finding.location.path,
        span.start_line if span else "",
        span.start_column if span else "",
        (target and target.namespace) or "",
        (target and target.kind) or "",
        (target and target.name) or "",
        finding.container or "",
        finding.field,
        finding.message,
        finding.help or "",
        str(finding.suppressed) if finding.suppressed else "",
        finding.fingerprint,
    )
    return [harmless_cell(visible(masked(str(cell)))) for cell in cells]
