"""The report on the files of a search: its units, and what kustomizations build from them."""

from __future__ import annotations

from collections.abc import Callable

from podlint.engine.deployments import lint_builds
from podlint.engine.dispatch import Dispatches
from podlint.engine.processes import spread
from podlint.engine.unit_report import report_in_spite, report_of
from podlint.engine.with_builds import with_builds
from podlint.finding.report import Report
from podlint.reading.reader import Reader
from podlint.reading.search import Members, Search
from podlint.suppression.project import Suppressions

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
    """
    builds = lint_builds(search, reader, dispatches, suppressions, jobs)
    jobs = min(jobs, 1 + sum(map(_size, search.units)) // _WORTH_A_PROCESS)
    checked = 0

    def advance(members: Members) -> None:
        nonlocal checked
        checked += len(members.paths)
        if progress:
            progress(checked, search.files)

    reports = spread(
        search.units,
        lambda members: report_of(members, reader, dispatches, suppressions, builds),
        jobs,
        lost=lambda members, killed: report_in_spite(
            members, reader, dispatches, suppressions, killed, builds
        ),
        weight=_size,
        done=advance,
    )
    record = reader.inputs.record
    report = Report.joined(reports, search.unread, record.read, record.looked_for)
    return with_builds(report, builds, search)


def _size(members: Members) -> int:
    return members.size
