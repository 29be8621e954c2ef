"""Lints the kustomizations in which the files of a run take part."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

from podlint.document import JSON
from podlint.engine.build_tasks import Task, tasks_of, unit_of
from podlint.engine.builds import joined
from podlint.engine.built import BuiltReport, lint_build
from podlint.engine.dispatch import Dispatches
from podlint.engine.processes import spread
from podlint.finding.internal_error import fatal_error, internal_error
from podlint.finding.report import Finding, Location
from podlint.reading.file import ReadFile
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
from podlint.startup.frozen import Frozen
from podlint.suppression.deciding import Use
from podlint.suppression.project import Suppressions

__all__ = ["NO_BUILDS", "Builds", "lint_builds"]

_PER_PROCESS = 4
"""Builds that take about as long as a process takes to start."""


class Builds(Frozen):
    """The reports on the builds in which the files of a run take part.

    Attributes:
        reports: The reports.
        findings: Their findings; those of one fault are one.
        used: The suppressions that suppress some of them.
        judged: The real paths of the files that are judged in builds, and not alone.
        outputs: Digests of what is built.
        names: What is built, as reports call it.
    """

    reports: tuple[BuiltReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    used: frozenset[Use] = frozenset()
    judged: frozenset[str] = frozenset()
    outputs: frozenset[bytes] = frozenset()
    names: tuple[str, ...] = ()

    def judges(self, file: ReadFile, real: str) -> bool:
        """Whether builds judge the objects of a file, so that it is not judged alone.

        Args:
            file: The file.
            real: Its real path.
        """
        if real in self.judged:
            return True
        if not self.outputs or not file.objects or not file.readable:
            return False
        written = (each.data for each in file.documents if each.data is not None)
        return all(digest(each) in self.outputs for each in written)


NO_BUILDS = Builds()


def digest(data: JSON) -> bytes:
    """A digest that is equal for equal data."""
    text = json.dumps(data, sort_keys=True)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def lint_builds(
    search: Search, reader: Reader, dispatches: Dispatches, suppressions: Suppressions, jobs: int
) -> Builds:
    """Lint all builds in which the files of a search take part.

    Args:
        search: The files.
        reader: Reads files.
        dispatches: The rules.
        suppressions: The suppressions of the run.
        jobs: The maximum number of processes.
    """
    try:
        tasks = list(tasks_of(search, reader, alike=True))
        return _lint_all(tasks, reader, dispatches, suppressions, jobs) if tasks else NO_BUILDS
    except Exception as error:
        failure = internal_error(error, "kustomizations")
        return Builds((BuiltReport(errors=(failure,)),))


def _lint_all(
    tasks: list[Task],
    reader: Reader,
    dispatches: Dispatches,
    suppressions: Suppressions,
    jobs: int,
) -> Builds:
    reports = spread(
        tasks,
        lambda task: _lint_recorded(task, reader, dispatches, suppressions),
        min(jobs, 1 + len(tasks) // _PER_PROCESS),
        lost=lambda task, killed: _failed(task, fatal_error(task.name, killed.how).message),
    )

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
    task: Task, reader: Reader, dispatches: Dispatches, suppressions: Suppressions
) -> BuiltReport:
    earlier = reader.inputs.record
    with reader.inputs.recorded() as record:
        try:
            report = _lint(task, reader, dispatches, suppressions)
        except Exception as error:
            failure = internal_error(error, task.name)
            report = _failed(task, failure.message).replace(errors=(failure,))
        new = record.beyond(earlier)
    if not task.deployment.is_plain:
        report = report.replace(name=task.name)
    return report.replace(inputs=tuple(new.read), looked_for=tuple(new.looked_for), day=record.day)


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
