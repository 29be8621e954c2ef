"""One line for each finding: ``path:line:column: severity: message [rule]``."""

from __future__ import annotations

from podlint.finding.report import Finding, Report
from podlint.report.builds import named_builds
from podlint.report.view import View


def render(report: Report, view: View) -> str:
    """The findings, one line for each."""
    return "".join(f"{line(finding)}\n" for finding in view.shown(report))


def line(finding: Finding) -> str:
    """A finding on one line."""
    mark = f" (suppressed by {finding.suppressed.kind})" if finding.suppressed else ""
    builds = named_builds(finding)
    built = f" (built by {builds})" if builds else ""
    return f"{place(finding)}: {finding.severity}: {finding.message} [{finding.rule}]{built}{mark}"


def place(finding: Finding) -> str:
    """``path:line:column``; for an object given as data, ``path: field``."""
    path, span = finding.location.path, finding.location.span
    return f"{path}:{span.start_line}:{span.start_column}" if span else f"{path}: {finding.field}"
