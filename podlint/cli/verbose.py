"""What ``--verbose`` prints: which settings are used, and what was read, built and skipped."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.cli.project import Project
from podlint.engine.dispatch import Dispatches
from podlint.finding.report import Report
from podlint.report.view import plural

__all__ = ["after", "before"]


def before(project: Project) -> Iterator[str]:
    """Lines on what is known before the files are read."""
    if not project.files:
        yield "podlint: no configuration"
    for file in reversed(project.files):
        what = f"extends {file.name}" if file.name else "configuration"
        yield f"podlint: {what}: {file.shown}"
    config, rules = project.config, project.rules
    running = len(Dispatches(rules, config).at("", None).choices)
    yield f"podlint: {running} of {plural(len(rules), 'rule')} run"


def after(report: Report) -> Iterator[str]:
    """Lines on what was read, built and skipped."""
    checked = plural(report.files, "file")
    yield f"podlint: checked {checked}, with {len(report.inputs)} files and folders read"
    yield from (f"podlint: built {each}" for each in report.builds)
    for skipped in report.skipped:
        yield f"podlint: {skipped.path}:{skipped.line}: skipped: {skipped.reason}"
    for each in report.unjudged:
        place = each.path if each.line is None else f"{each.path}:{each.line}"
        yield f"podlint: {place}: not checked: {each.reason}"
