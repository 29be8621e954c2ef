"""A whole run: finds the units for paths, lints each of them, and applies what they share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from podlint.config.config import Config
from podlint.engine.coverage import Coverage
from podlint.engine.dispatch import Dispatches
from podlint.engine.search_report import parts_in_order, report_on_search
from podlint.engine.unit_report import report_on
from podlint.engine.whole_run import WholeRun
from podlint.finding.report import Report
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader
from podlint.reading.unit import Unit
from podlint.startup.frozen import Frozen
from podlint.suppression.entries import root_of
from podlint.suppression.matching import BaselineState, Matcher, marked
from podlint.suppression.project import Suppressions

if TYPE_CHECKING:
    from podlint.engine.kept.reports import KeptReports
    from podlint.engine.kept.shelf import Shelf
    from podlint.suppression.baseline import Baseline

__all__ = ["Linted", "lint_alone", "lint_files", "parts_of_run", "with_baseline"]


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
    baseline: Baseline | None = None,
    shelf: Shelf | None = None,
) -> Linted:
    """Lint files, and the manifests below directories.

    Args:
        reader: Reads files.
        paths: Files and directories.
        dispatches: The rules.
        force_exclude: Apply the setting ``exclude`` to named files as well.
        progress: As for `podlint.lint_paths`.
        jobs: The maximum number of processes.
        baseline: The baseline; None for that of the settings.
        shelf: Where reports on units and builds are kept between runs; None to make all.

    Raises:
        ConfigError: The baseline or the exceptions cannot be read.
    """
    config, inputs = dispatches.config, reader.inputs
    with inputs.recorded() as record:
        suppressions = Suppressions(config, dispatches.names, inputs)
        baseline = baseline or _baseline_of(config, inputs)
        kept = _kept(shelf, reader, dispatches, suppressions)

        def again(paths: Collection[Path]) -> Report:
            search = reader.search(paths)
            return report_on_search(search, reader, dispatches, suppressions, jobs, None, kept)

        search = reader.search(paths, force_exclude)
        report = report_on_search(search, reader, dispatches, suppressions, jobs, progress, kept)
        coverage = Coverage(paths, report, reader, dispatches)
        run = WholeRun(report, coverage, reader, dispatches, again)
        run.judge_entries(suppressions)
        state = run.apply_baseline(baseline) if baseline else None
        if kept:
            kept.save()
    report = Report.joined([run.report], (), record.read, record.looked_for)
    return Linted(report.replace(day=report.day or record.day), state)


def parts_of_run(
    reader: Reader,
    paths: Collection[Path],
    dispatches: Dispatches,
    force_exclude: bool = False,
    progress: Callable[[int, int], None] | None = None,
    jobs: int = 1,
    shelf: Shelf | None = None,
) -> Iterator[Report]:
    """The report of `lint_files` in parts, each as soon as it is known, with findings in order.

    It is one part if there is a baseline, or if settings or exceptions suppress findings: then all
    findings must be known first.

    Args:
        reader: As for `lint_files`.
        paths: As for `lint_files`.
        dispatches: As for `lint_files`.
        force_exclude: As for `lint_files`.
        progress: As for `lint_files`.
        jobs: As for `lint_files`.
        shelf: As for `lint_files`.

    Raises:
        ConfigError: As for `lint_files`.
    """
    config, inputs = dispatches.config, reader.inputs
    with inputs.recorded() as record:
        suppressions = Suppressions(config, dispatches.names, inputs)
        if config.baseline is None and not suppressions.files:
            kept = _kept(shelf, reader, dispatches, suppressions)
            search = reader.search(paths, force_exclude)
            yield from parts_in_order(
                search, reader, dispatches, suppressions, jobs, progress, kept
            )
            if kept:
                kept.save()
            rest = Report.joined([], (), record.read, record.looked_for)
            yield rest.replace(day=record.day)
            return
    yield lint_files(reader, paths, dispatches, force_exclude, progress, jobs, shelf=shelf).report


def _kept(
    shelf: Shelf | None, reader: Reader, dispatches: Dispatches, suppressions: Suppressions
) -> KeptReports | None:
    """The reports of earlier runs; None if they are not to be used."""
    if shelf is None:
        return None
    from podlint.engine.kept.reports import KeptReports

    try:
        return KeptReports(shelf, reader, dispatches, suppressions)
    except TypeError:  # The settings have a value that has no digest.
        return None


def _baseline_of(config: Config, inputs: Inputs) -> Baseline | None:
    """The baseline of the settings; None if they name none."""
    if config.baseline is None:
        return None
    from podlint.suppression.baseline import read_baseline

    return read_baseline(Path(root_of(config, "baseline"), config.baseline), inputs)


def lint_alone(unit: Unit, dispatches: Dispatches) -> Report:
    """Lint a unit that was not found by a search, such as standard input.

    Args:
        unit: The unit.
        dispatches: The rules.

    Raises:
        ConfigError: The baseline or the exceptions cannot be read.
    """
    inputs = Inputs()
    suppressions = Suppressions(dispatches.config, dispatches.names, inputs)
    report = report_on(unit, dispatches, suppressions)
    report = with_baseline(report, dispatches, inputs)
    return report.replace(day=inputs.record.day)


def with_baseline(report: Report, dispatches: Dispatches, inputs: Inputs) -> Report:
    """A report on part of a project, in which the baseline of the settings suppresses findings.

    An entry of another file matches only if that file no longer exists.

    Args:
        report: The report.
        dispatches: The rules.
        inputs: The file system.

    Raises:
        ConfigError: The baseline cannot be read.
    """
    baseline = _baseline_of(dispatches.config, inputs)
    if baseline is None:
        return report

    def has_moved(path: str) -> bool:
        return not inputs.exists(Path(baseline.folder, path))

    findings = report.counted
    matched = Matcher(baseline, dispatches.names).matched(findings, has_moved)
    return marked(report, baseline, findings, matched)
