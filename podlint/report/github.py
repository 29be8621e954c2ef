"""Workflow commands, which GitHub Actions turns into annotations of the changed files.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions; GitHub shows ten
annotations of each level for a step.
"""

from __future__ import annotations

from pathlib import Path

from podlint.finding.problem import Severity
from podlint.finding.report import Finding, Report
from podlint.report.repository import Repository
from podlint.report.view import View

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = {**_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def render(report: Report, view: View) -> str:
    """The findings, a command each; files are named from the repository's root."""
    repository = Repository.around(Path.cwd())
    return "".join(f"{_command(each, repository)}\n" for each in view.shown(report))


def _command(finding: Finding, repository: Repository) -> str:
    path, span = finding.location.path, finding.location.span
    inside = repository.path(path)
    properties = {"file": inside.as_posix() if inside else path, "title": finding.rule}
    if span:
        properties |= {
            "line": str(span.start_line),
            "endLine": str(span.end_line),
            "col": str(span.start_column),
            "endColumn": str(span.end_column),
        }
    written = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {written}::{finding.message.translate(_DATA)}"
