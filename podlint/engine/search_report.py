"""The report on the files of a search: its units, and what kustomizations build from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from podlint.engine.deployments import lint_builds
from podlint.engine.dispatch import Dispatches
from podlint.engine.kept.made import Made
from podlint.engine.processes import spread
from podlint.engine.unit_report import report_in_spite, report_of
from podlint.engine.with_builds import with_builds
from podlint.finding.report import Report
from podlint.reading.reader import Reader
from podlint.reading.search import Members, Search
from podlint.suppression.project import Suppressions

if TYPE_CHECKING:
    from podlint.engine.kept.reports import KeptReports

__all__ = ["report_on_search"]

_WORTH_A_PROCESS = 50_000
"""Bytes of manifests that take longer to check than a process takes to start."""


def report_on_search(
    search: Search,
    reader: Reader,
    dispatches: Dispatches,
    suppressions: Suppressions,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    kept: KeptReports | None = None,
) -> Report:
    """Lint the units of a search and what is built from them, and join the reports.

    Args:
        search: The files.
        reader: Reads files.
        dispatches: The rules.
        suppressions: The suppressions of the run.
        jobs: The maximum number of processes.
        progress: Called after each unit, with the number of checked files and the number of all
            files.
        kept: The reports of earlier runs; None to make all reports.
    """
    builds = lint_builds(search, reader, dispatches, suppressions, jobs, kept)
    known = {
        members: report
        for members in (search.units if kept else ())
        if kept and (report := kept.of_unit(members, builds))
    }
    left = [each for each in search.units if each not in known]
    jobs = min(jobs, 1 + sum(map(_size, left)) // _WORTH_A_PROCESS)
    checked = sum(len(each.paths) for each in known)

    def advance(members: Members) -> None:
        nonlocal checked
        checked += len(members.paths)
        if progress:
            progress(checked, search.files)

    made = spread(
        left,
        lambda members: report_of(members, reader, dispatches, suppressions, builds, kept),
        jobs,
        lost=lambda members, killed: Made(
            report_in_spite(members, reader, dispatches, suppressions, killed, builds)
        ),
        weight=_size,
        done=advance,
    )
    for members, each in zip(left, made, strict=True):
        known[members] = each.report
        if kept:
            kept.keep_unit(members, each)
    reports = [known[each] for each in search.units]
    joined = Report.joined(reports, search.unread)
    return with_builds(joined, builds, search, reader, dispatches.config.include_builds)


def _size(members: Members) -> int:
    return members.size
