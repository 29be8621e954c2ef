"""Workflow commands, which GitHub Actions turns into annotations of the changed files.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions; GitHub shows ten
annotations of each level for a step.
"""

from __future__ import annotations

from podlint.finding.report import Finding, ReadError, Report
from podlint.finding.severity import Severity
from podlint.report.builds import sentence_on_builds
from podlint.report.named_files import in_repository
from podlint.report.repository import Repository
from podlint.report.view import View

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = {**_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def render(report: Report, view: View) -> str:
    """The findings and what failed, a command each; files are named from the repository's root."""
    repository = view.repository
    commands = [
        *(_command(each, repository) for each in view.shown(report)),
        *(_failure(each, repository) for each in report.errors),
    ]
    return "".join(f"{each}\n" for each in commands)


def _command(finding: Finding, repository: Repository) -> str:
    span = finding.location.span
    properties = {"file": in_repository(finding.location.path, repository), "title": finding.rule}
    if span:
        properties |= {
            "line": str(span.start_line),
            "endLine": str(span.end_line),
            "col": str(span.start_column),
            "endColumn": str(span.end_column),
        }
    message = finding.advice
    if built := sentence_on_builds(finding):
        message = f"{message}{'' if message.endswith(('.', '?')) else '.'} {built}"
    if finding.suppressed:
        return _written("notice", properties, f"suppressed by {finding.suppressed}: {message}")
    return _written(_LEVELS[finding.severity], properties, message)


def _failure(error: ReadError, repository: Repository) -> str:
    properties = {"file": in_repository(error.path, repository), "title": "podlint failed"}
    return _written("error", properties, error.message)


def _written(level: str, properties: dict[str, str], message: str) -> str:
    written = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{level} {written}::{message.translate(_DATA)}"
