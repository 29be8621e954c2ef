"""Lints the kustomizations in which the files of a run take part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from podlint.engine.build_tasks import Task, tasks_of, unit_of
from podlint.engine.builds import joined
from podlint.engine.built import BuiltReport, lint_build
from podlint.engine.dispatch import Dispatches
from podlint.engine.judged_builds import NO_BUILDS, Builds, digest
from podlint.engine.kept.made import Made
from podlint.engine.processes import spread
from podlint.finding.internal_error import fatal_error, internal_error
from podlint.finding.report import Location
from podlint.reading.file_names import KUSTOMIZATIONS
from podlint.reading.files import SUFFIXES
from podlint.reading.reader import Reader, reported_name
from podlint.reading.search import Search
from podlint.rendering.deployments.involved import (
    Excluded,
    depths_of_files,
    possible_files,
)
from podlint.rendering.kustomize import BuildError
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.rendering.writers import Writers
from podlint.suppression.project import Suppressions

if TYPE_CHECKING:
    from podlint.engine.kept.reports import KeptReports

__all__ = ["lint_builds"]

_PER_PROCESS = 4
"""Builds that take about as long as a process takes to start."""


def lint_builds(
    search: Search,
    reader: Reader,
    dispatches: Dispatches,
    suppressions: Suppressions,
    jobs: int,
    kept: KeptReports | None = None,
) -> Builds:
    """Lint all builds in which the files of a search take part.

    Args:
        search: The files.
        reader: Reads files.
        dispatches: The rules.
        suppressions: The suppressions of the run.
        jobs: The maximum number of processes.
        kept: The reports of earlier runs; None to make all reports.
    """
    try:
        tasks = list(tasks_of(search, reader, alike=True))
        if not tasks:
            return NO_BUILDS
        reports = _reports(tasks, reader, dispatches, suppressions, jobs, kept)
        return _together(tasks, reports, reader)
    except Exception as error:
        failure = internal_error(error, "kustomizations")
        return Builds((BuiltReport(errors=(failure,)),))


def _reports(
    tasks: Sequence[Task],
    reader: Reader,
    dispatches: Dispatches,
    suppressions: Suppressions,
    jobs: int,
    kept: KeptReports | None,
) -> list[BuiltReport]:
    """The report on each build, in order."""
    reports = [kept.of_build(task) if kept else None for task in tasks]
    left = [task for task, report in zip(tasks, reports, strict=True) if report is None]
    made = spread(
        left,
        lambda task: _lint_recorded(task, reader, dispatches, suppressions, kept),
        min(jobs, 1 + len(left) // _PER_PROCESS),
        lost=lambda task, killed: Made(_failed(task, fatal_error(task.name, killed.how).message)),
    )
    for task, each in zip(left, made, strict=True):
        if kept:
            kept.keep_build(task, each)
    new = (each.report for each in made)
    return [next(new) if report is None else report for report in reports]


def _together(tasks: Sequence[Task], reports: Sequence[BuiltReport], reader: Reader) -> Builds:
    """The reports on all builds."""
    taken_in = defaultdict[str, set[tuple[str, str]]](set)
    for task, report in zip(tasks, reports, strict=True):
        for file in report.files:
            taken_in[file].add((task.name, task.folder))

    def builds_of(path: str) -> frozenset[tuple[str, str]]:
        return frozenset(taken_in.get(reader.inputs.real(Path(path).absolute()), ()))

    found = joined(reports, builds_of)
    used = frozenset(use for report in reports for use in report.used)
    judged = {file for report in reports for file in report.files}
    for task, report in zip(tasks, reports, strict=True):
        if not report.files:
            judged -= possible_files(reader.inputs, task.repository, task.deployment)
    outputs = frozenset(each for report in reports for each in report.outputs)
    names = tuple(task.name for task, report in zip(tasks, reports, strict=True) if report.files)
    return Builds(tuple(reports), found, used, frozenset(judged), outputs, names)


def _is_found(file: str, reader: Reader) -> bool:
    """Whether the search of a folder finds a file."""
    path = Path(file)
    is_manifest = path.name.endswith(SUFFIXES) or path.name in KUSTOMIZATIONS
    excluded = Excluded(reader.settings.exclude)
    return (
        is_manifest and bool(reader.inputs.among(path.parent, (path.name,))) and not excluded(path)
    )


def _failed(task: Task, message: str) -> BuiltReport:
    return BuiltReport(not_built=((_location(task.deployment.place), message),))


def _location(place: Origin) -> Location:
    return Location(reported_name(Path(place.file)), place.span)


def _lint_recorded(
    task: Task,
    reader: Reader,
    dispatches: Dispatches,
    suppressions: Suppressions,
    kept: KeptReports | None,
) -> Made[BuiltReport]:
    earlier = reader.inputs.record
    with reader.inputs.recorded() as record:
        try:
            report = _lint(task, reader, dispatches, suppressions)
        except Exception as error:
            failure = internal_error(error, task.name)
            report = _failed(task, failure.message).replace(errors=(failure,))
        made = kept.with_dependencies(report, record, task) if kept else Made(report)
        new = record.beyond(earlier)
    if not task.deployment.is_plain:
        report = report.replace(name=task.name)
    read, looked_for = tuple(new.read), tuple(new.looked_for)
    return made.replace(report=report.replace(inputs=read, looked_for=looked_for, day=record.day))


def _lint(
    task: Task, reader: Reader, dispatches: Dispatches, suppressions: Suppressions
) -> BuiltReport:
    inputs, deployment = reader.inputs, task.deployment

    def place_of(error: BuildError) -> Location:
        """The place of an error; that of the deployment if no search finds the file."""
        at = error.origin
        return _location(at if at and _is_found(at.file, reader) else deployment.place)

    try:
        build = task.build(reader)
    except BuildError as error:
        return BuiltReport(not_built=((place_of(error), error.message),))

    @cache
    def depths() -> Mapping[str, int]:
        return inputs.once(depths_of_files, task.repository, deployment)

    def depth_of(path: str) -> int:
        return depths().get(inputs.real(path), 0)

    writers = Writers(lambda path: reader.read(Path(path)), depth_of)
    unit = unit_of(build, reader)
    report = lint_build(task.name, task.folder, unit, dispatches, writers, suppressions)
    left_out = ((place_of(each), each.message) for each in build.left_out)
    return report.replace(
        files=frozenset(map(inputs.real, build.files)),
        outputs=frozenset(digest(each.data) for each in build.resources),
        not_built=tuple(left_out),
    )
