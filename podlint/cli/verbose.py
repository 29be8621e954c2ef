"""What ``--verbose`` prints: which settings are used, and what was read, built and skipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podlint.cli.output import Output
from podlint.cli.project import Project
from podlint.engine.dispatch import Dispatches
from podlint.finding.report import Report
from podlint.report.view import plural

__all__ = ["after", "before", "tell"]


def tell(lines: Iterable[str], stderr: Output) -> None:
    """Print lines on standard error."""
    for each in lines:
        stderr.write_line(f"podlint: {each}")


def before(project: Project) -> Iterator[str]:
    """What is known before the files are read."""
    if not project.files:
        yield "no configuration"
    for file in reversed(project.files):
        yield f"extends {file.name}: {file.path}" if file.name else f"configuration: {file.path}"
    config, rules = project.config, project.rules
    running = len(Dispatches(rules, config).at("", None).choices)
    yield f"{running} of {plural(len(rules), 'rule')} run, profile {config.shown_profile.value}"


def after(report: Report) -> Iterator[str]:
    """What was read, built and skipped."""
    yield f"checked {plural(report.files, 'file')}, with {len(report.inputs)} files and folders read"
    builds = dict.fromkeys(each.build for finding in report.findings for each in finding.builds)
    yield from (f"findings in the build of {each}" for each in builds)
    for skipped in report.skipped:
        yield f"{skipped.path}:{skipped.line}: skipped: {skipped.reason}"
    for each in report.unjudged:
        place = each.path if each.line is None else f"{each.path}:{each.line}"
        yield f"{place}: not checked: {each.reason}"
