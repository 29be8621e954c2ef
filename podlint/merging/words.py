"""What merged reports say about themselves, in words."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.merging.merge import Merged
from podlint.merging.totals import Total, total_of
from podlint.report.view import plural

__all__ = ["figures", "headline", "notes", "titles"]


def headline(report: Merged) -> str:
    """``3 reports of 2 repositories: 90 Pods in 40 files``."""
    number = len(report.repositories)
    repositories = "1 repository" if number == 1 else f"{number} repositories"
    checked = f"{plural(report.pods, 'Pod')} in {plural(report.files, 'file')}"
    return f"{plural(report.reports, 'report')} of {repositories}: {checked}"


def notes(report: Merged) -> Iterator[str]:
    """What the numbers do not say: files with errors, reports that are incomplete or missing."""
    for each in report.parts["errors"]:
        yield f"{each['repository']}: {each['path']}: {each.get('message') or 'not checked'}"
    for name in sorted(report.partial):
        yield f"{name}: the report has only findings since a commit (--base)"
    for name in report.not_compared:
        if name not in report.partial:
            yield f"{name}: only the older report has this repository; no finding counts as closed"
    if any(len(each.teams) > 1 for each in report.findings):
        yield "A finding with several owners counts for each team."


def titles(report: Merged) -> tuple[str, ...]:
    """The titles of the numbers in a table."""
    since = ("new", "closed") if report.compared else ()
    return ("errors", "warnings", "practices", *since, "suppressed")


def figures(report: Merged, total: Total | None = None) -> tuple[int, ...]:
    """The numbers of a group, or of all findings, in the order of `titles`."""
    total = total or total_of("", report.findings)
    since = (total.new, total.closed) if report.compared else ()
    return (total.error, total.warning, total.info, *since, total.suppressed)
