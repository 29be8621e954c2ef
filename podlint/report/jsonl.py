"""One JSON object on each line: findings, what was not checked, errors, and the totals at the end.

Each object has a ``type``: ``finding``, ``skipped``, ``unjudged``, ``error`` or ``summary``. The
other keys are those of the JSON report. The lines of a part of a run can be written before the next
part is checked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from podlint.document.visible import harmless_json
from podlint.finding.report import Report
from podlint.report.fix_edits import FixEdits
from podlint.report.json import SCHEMA, error_data, finding_data, since_data, unchecked_data
from podlint.report.totals import Totals
from podlint.report.view import View
from podlint.version import KUBERNETES_VERSION, VERSION

__all__ = ["JSONLines", "render"]


def render(report: Report, view: View) -> str:
    """The report, one object a line, suppressed findings included."""
    lines = JSONLines(view)
    return "".join((*lines.of_part(report), *lines.of_rest(report)))


class JSONLines:
    """The lines of a report that is made part by part.

    Attributes:
        totals: The numbers of findings so far.
    """

    def __init__(self, view: View) -> None:
        """Begin a report.

        Args:
            view: How to show it.
        """
        self.totals = Totals(view.config)
        self._view = view

    def of_part(self, report: Report) -> Iterator[str]:
        """The lines of the findings in a part of the report."""
        fixes = FixEdits(report)
        self.totals.add(report.findings)
        for each in report.findings:
            yield _line("finding", finding_data(each, fixes, self._view))

    def of_rest(self, report: Report) -> Iterator[str]:
        """The lines after the findings of all parts.

        Args:
            report: The whole report; its findings are not looked at.
        """
        for name, those in unchecked_data(report).items():
            yield from (_line(name, each) for each in those)
        yield from (_line("error", error_data(each)) for each in report.errors)
        of_run = {
            "schema": SCHEMA,
            "version": VERSION,
            "kubernetes_version": self._view.config.kubernetes_version or KUBERNETES_VERSION,
            "builds": list(report.builds),
            "since": since_data(report),
        }
        yield _line("summary", {**of_run, **self.totals.summary(report)})


def _line(sort: str, data: dict[str, Any]) -> str:
    return harmless_json(f"{json.dumps({'type': sort, **data})}\n")
