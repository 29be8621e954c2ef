"""The report on the files of a search: its units, and what kustomizations build from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from podlint.engine.deployments import lint_builds
from podlint.engine.dispatch import Dispatches
from podlint.engine.kept.made import Made
from podlint.engine.path_order import in_path_order
from podlint.engine.processes import as_done
from podlint.engine.unit_report import report_in_spite, report_of
from podlint.engine.with_builds import BuiltByFile, each_source_once, of_builds_alone
from podlint.finding.report import Report
from podlint.reading.reader import Reader, reported_name
from podlint.reading.search import Members, Search
from podlint.suppression.project import Suppressions

if TYPE_CHECKING:
    from podlint.engine.kept.reports import KeptReports

__all__ = ["parts_in_order", "report_on_search"]

_WORTH_A_PROCESS = 50_000
"""Bytes of manifests that take longer to check than a process takes to start."""

_BATCH = 512
"""The most units whose reports are held while the first of them is not known."""


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
    units = UnitReports(search, reader, dispatches, suppressions, jobs, progress, kept)
    made = dict(units.as_done(range(len(search.units)), largest_first=True))
    parts = [made[index] for index in range(len(search.units))]
    report = Report.joined([units.of_run, *parts])
    if units.builds.reports:
        report = report.replace(sources=each_source_once(report.sources))
    return report


def parts_in_order(
    search: Search,
    reader: Reader,
    dispatches: Dispatches,
    suppressions: Suppressions,
    jobs: int,
    progress: Callable[[int, int], None] | None,
    kept: KeptReports | None,
) -> Iterator[Report]:
    """The report of `report_on_search` in parts, each as soon as it is known.

    The findings of the parts are in the order of the whole report: a finding waits for the units
    that may have a finding in an earlier file.

    Args:
        search: As for `report_on_search`.
        reader: As for `report_on_search`.
        dispatches: As for `report_on_search`.
        suppressions: As for `report_on_search`.
        jobs: As for `report_on_search`.
        progress: As for `report_on_search`.
        kept: As for `report_on_search`.
    """
    units = UnitReports(search, reader, dispatches, suppressions, jobs, progress, kept)
    firsts = [min(map(reported_name, members.paths)) for members in search.units]
    return in_path_order(chain((units.of_run,), units.in_order()), firsts)


class UnitReports:
    """The reports on the units of a search.

    Attributes:
        builds: What is built from the files.
        of_run: What is known without looking at a unit: builds, and files that cannot be read.
    """

    def __init__(
        self,
        search: Search,
        reader: Reader,
        dispatches: Dispatches,
        suppressions: Suppressions,
        jobs: int,
        progress: Callable[[int, int], None] | None,
        kept: KeptReports | None,
    ) -> None:
        """Lint what is built.

        Args:
            search: As for `report_on_search`.
            reader: As for `report_on_search`.
            dispatches: As for `report_on_search`.
            suppressions: As for `report_on_search`.
            jobs: As for `report_on_search`.
            progress: As for `report_on_search`.
            kept: As for `report_on_search`.
        """
        self._search = search
        self._given = reader, dispatches, suppressions
        self._jobs = jobs
        self._progress = progress
        self._kept = kept
        self._checked = 0
        self.builds = lint_builds(search, reader, dispatches, suppressions, jobs, kept)
        unread = Report((), errors=search.unread)
        self._built = BuiltByFile(self.builds)
        alone = of_builds_alone(self._built, search, reader, dispatches.config.include_builds)
        self.of_run = Report.joined([unread, alone])

    def in_order(self) -> Iterator[Report]:
        """The reports in the order of the units; only a batch of them is held at a time."""
        count = len(self._search.units)
        for start in range(0, count, _BATCH):
            waiting: dict[int, Report] = {}
            following = start
            batch = range(start, min(start + _BATCH, count))
            for index, report in self.as_done(batch, largest_first=False):
                waiting[index] = report
                while following in waiting:
                    yield waiting.pop(following)
                    following += 1

    def as_done(
        self, indices: Sequence[int], *, largest_first: bool
    ) -> Iterator[tuple[int, Report]]:
        """The reports on some units, each with the index of its unit.

        Args:
            indices: The units.
            largest_first: Begin with the largest units, rather than with the first ones.
        """
        left = []
        for index in indices:
            members = self._search.units[index]
            known = self._kept.of_unit(members, self.builds) if self._kept else None
            if known is None:
                left.append(index)
            else:
                yield index, self._finished(members, known)
        units = [self._search.units[index] for index in left]
        made = as_done(
            units,
            lambda members: report_of(members, *self._given, self.builds, self._kept),
            min(self._jobs, 1 + sum(map(_size, units)) // _WORTH_A_PROCESS),
            lost=lambda members, killed: Made(
                report_in_spite(members, *self._given, killed, self.builds)
            ),
            weight=_size if largest_first else lambda _: 1,
        )
        for number, each in made:
            if self._kept:
                self._kept.keep_unit(units[number], each)
            yield left[number], self._finished(units[number], each.report)

    def _finished(self, members: Members, report: Report) -> Report:
        """The report on a unit with what is built of its files."""
        self._checked += len(members.paths)
        if self._progress:
            self._progress(self._checked, self._search.files)
        return self._built.added_to(report, {reported_name(each) for each in members.paths})


def _size(members: Members) -> int:
    return members.size
