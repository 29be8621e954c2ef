"""A whole run: finds the units for paths, lints each of them, and applies what they share."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from podlint.config.config import Config
from podlint.engine.coverage import Coverage
from podlint.engine.deployments import lint_builds
from podlint.engine.dispatch import Dispatches
from podlint.engine.joining import with_builds
from podlint.engine.processes import spread
from podlint.engine.unit_report import report_in_spite, report_of, report_on
from podlint.engine.whole_run import BaselineState, WholeRun
from podlint.finding.report import Report
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader
from podlint.reading.search import Members
from podlint.reading.unit import Unit
from podlint.startup.frozen import Frozen
from podlint.suppression.matching import Matcher, marked
from podlint.suppression.project import Suppressions

if TYPE_CHECKING:
    from podlint.suppression.baseline import Baseline

__all__ = ["Linted", "lint_alone", "lint_files"]

_WORTH_A_PROCESS = 50_000
"""Bytes of manifests that take longer to check than a process takes to start."""


class Linted(Frozen, eq=False):
    """The result of a run.

    Attributes:
        report: The report.
        baseline: The baseline after the run; None if there is none.
    """

    report: Report
    baseline: BaselineState | None = None


def lint_files(
    reader: Reader,
    paths: Collection[Path],
    dispatches: Dispatches,
    force_exclude: bool = False,
    progress: Callable[[int, int], None] | None = None,
    jobs: int = 1,
) -> Linted:
    """Lint files, and the manifests below directories.

    Args:
        reader: Reads files.
        paths: Files and directories.
        dispatches: The rules.
        force_exclude: Apply the setting ``exclude`` to named files as well.
        progress: As for `podlint.lint_paths`.
        jobs: The maximum number of processes.

    Raises:
        ConfigError: The baseline or the exceptions cannot be read.
    """
    config, inputs = dispatches.config, reader.inputs
    with inputs.recorded() as record:
        suppressions = Suppressions(config, dispatches.names, inputs)
        baseline = _baseline_of(config, inputs)

        def again(paths: Collection[Path]) -> Report:
            return _report(reader, paths, dispatches, suppressions, False, None, jobs)

        report = _report(reader, paths, dispatches, suppressions, force_exclude, progress, jobs)
        coverage = Coverage(paths, report, reader, dispatches)
        run = WholeRun(report, coverage, reader, dispatches, again)
        run.judge_entries(suppressions)
        state = run.apply_baseline(baseline) if baseline else None
    report = Report.joined([run.report], (), record.read, record.looked_for)
    return Linted(report.replace(day=report.day or record.day), state)


def _report(
    reader: Reader,
    paths: Collection[Path],
    dispatches: Dispatches,
    suppressions: Suppressions,
    force_exclude: bool,
    progress: Callable[[int, int], None] | None,
    jobs: int,
) -> Report:
    """The report on files and builds, before what needs all of them."""
    search = reader.search(paths, force_exclude)
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
    return with_builds(Report.joined(reports, search.unread), builds, search)


def _size(members: Members) -> int:
    return members.size


def _baseline_of(config: Config, inputs: Inputs) -> Baseline | None:
    """The baseline of the settings; None if they name none."""
    if config.baseline is None:
        return None
    from podlint.suppression.baseline import read_baseline

    return read_baseline(Path(config.root or Path.cwd(), config.baseline), inputs)


def lint_alone(unit: Unit, dispatches: Dispatches) -> Report:
    """Lint a unit that was not found by a search, such as standard input.

    Args:
        unit: The unit.
        dispatches: The rules.

    Raises:
        ConfigError: The baseline or the exceptions cannot be read.
    """
    inputs, config = Inputs(), dispatches.config
    suppressions = Suppressions(config, dispatches.names, inputs)
    report = report_on(unit, dispatches, suppressions)
    if baseline := _baseline_of(config, inputs):

        def has_moved(path: str) -> bool:
            return not inputs.exists(Path(baseline.folder, path))

        findings = report.counted
        matched = Matcher(baseline, dispatches.names).matched(findings, has_moved)
        report = marked(report, baseline, findings, matched)
    return report.replace(day=inputs.record.day)
