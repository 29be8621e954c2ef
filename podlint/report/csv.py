"""The findings as a table of comma-separated values (RFC 4180), one row for each.

A spreadsheet could run a cell that starts with a sign such as ``=``, so such a cell starts with an
apostrophe.
"""

from __future__ import annotations

import csv
import io

from podlint.finding.report import Finding, Report
from podlint.report.builds import build_names
from podlint.report.view import View

COLUMNS = (
    "path", "line", "column", "end_line", "end_column", "severity", "rule", "message", "why",
    "help", "namespace", "kind", "name", "container", "field", "builds", "suppressed",
    "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ALL = 10**9


def render(report: Report, view: View) -> str:
    """A row of titles, then the findings."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, view.shown(report)))
    return stream.getvalue()


def _row(finding: Finding) -> list[str]:
    target = finding.object
    cells = (
        finding.location.path,
        *(finding.location.span or ("", "", "", "")),
        finding.severity.value,
        finding.rule,
        finding.message,
        finding.why or "",
        finding.help or "",
        (target and target.namespace) or "",
        (target and target.kind) or "",
        (target and target.name) or "",
        finding.container or "",
        finding.field,
        " ".join(build_names(finding, _ALL)),
        str(finding.suppressed) if finding.suppressed else "",
        finding.fingerprint,
    )
    return [harmless_cell(str(each)) for each in cells]


def harmless_cell(cell: str) -> str:
    """The text of a cell, which no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
