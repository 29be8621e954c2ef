"""Lints the kustomizations in which the files of a run take part."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from podlint.document import JSON
from podlint.engine.builds import joined
from podlint.engine.built import BuiltReport, lint_build, unit_built
from podlint.engine.dispatch import Dispatches
from podlint.engine.processes import spread
from podlint.finding.internal_error import fatal_error, internal_error
from podlint.finding.report import Finding, Location
from podlint.reading.file import ReadFile
from podlint.reading.reader import Reader, reported_name
from podlint.reading.search import Search
from podlint.reading.unit import Unit
from podlint.reading.units import below_kustomization
from podlint.rendering.built_files import built_files
from podlint.rendering.deployments import Deployment, built
from podlint.rendering.deployments.involved import (
    Excluded,
    depths_of_files,
    involved,
    possible_files,
)
from podlint.rendering.kustomize import Build, BuildError
from podlint.rendering.kustomize.node import Origin
from podlint.rendering.writers import Writers
from podlint.startup.frozen import Frozen
from podlint.startup.garbage import paused
from podlint.suppression.deciding import Use
from podlint.suppression.project import Suppressions

__all__ = ["NO_BUILDS", "Builds", "lint_builds", "units_built"]

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
    """

    reports: tuple[BuiltReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    used: frozenset[Use] = frozenset()
    judged: frozenset[str] = frozenset()
    outputs: frozenset[bytes] = frozenset()

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


class _Task(Frozen):
    """A deployment to lint, and the root of its repository."""

    deployment: Deployment
    repository: Path


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
        tasks = list(_tasks(search, reader))
        return _lint_all(tasks, reader, dispatches, suppressions, jobs) if tasks else NO_BUILDS
    except Exception as error:
        failure = internal_error(error, "kustomizations")
        return Builds((BuiltReport(errors=(failure,)),))


def _lint_all(
    tasks: list[_Task],
    reader: Reader,
    dispatches: Dispatches,
    suppressions: Suppressions,
    jobs: int,
) -> Builds:
    reports = spread(
        tasks,
        lambda task: _lint_recorded(task, reader, dispatches, suppressions),
        min(jobs, 1 + len(tasks) // _PER_PROCESS),
        lost=lambda task, killed: _failed(task, fatal_error(_name(task), killed.how).message),
    )
    found = joined(reports)
    used = frozenset(use for report in reports for use in report.used)
    judged = {file for report in reports for file in report.files}
    for task, report in zip(tasks, reports, strict=True):
        if not report.files:
            judged -= possible_files(reader.inputs, task.repository, task.deployment)
    outputs = frozenset(each for report in reports for each in report.outputs)
    return Builds(tuple(reports), found, used, frozenset(judged), outputs)


def _tasks(search: Search, reader: Reader) -> Iterator[_Task]:
    inputs, excluded = reader.inputs, Excluded(reader.settings.exclude)
    files: dict[Path, set[str]] = defaultdict(set)
    for members in search.units:
        folders = {path.absolute().parent for path in members.paths}
        if reader.settings.kustomize and any(below_kustomization(inputs, each) for each in folders):
            repository = reader.repository_of(members.paths[0])
            files[repository].update(inputs.real(path) for path in members.paths)
    for repository, those in files.items():
        for deployment in involved(inputs, repository, excluded, those):
            yield _Task(deployment, repository)


def _name(task: _Task) -> str:
    deployment = task.deployment
    return reported_name(deployment.folder) if deployment.is_plain else deployment.name


def _failed(task: _Task, message: str) -> BuiltReport:
    return BuiltReport(not_built=((_location(task.deployment.place), message),))


def _location(place: Origin) -> Location:
    return Location(reported_name(Path(place.file)), place.span)


def _lint_recorded(
    task: _Task, reader: Reader, dispatches: Dispatches, suppressions: Suppressions
) -> BuiltReport:
    with reader.inputs.recorded() as record:
        try:
            report = _lint(task, reader, dispatches, suppressions)
        except Exception as error:
            failure = internal_error(error, _name(task))
            report = _failed(task, failure.message).replace(errors=(failure,))
    return report.replace(
        inputs=tuple(record.read), looked_for=tuple(record.looked_for), day=record.day
    )


def _lint(
    task: _Task, reader: Reader, dispatches: Dispatches, suppressions: Suppressions
) -> BuiltReport:
    inputs, deployment = reader.inputs, task.deployment
    try:
        build = _build(task, reader)
    except BuildError as error:
        place = _location(error.origin or deployment.place)
        return BuiltReport(not_built=((place, error.message),))

    def depth_of(path: str) -> int:
        depths = inputs.once(depths_of_files, task.repository, deployment)
        return depths.get(inputs.real(path), 0)

    writers = Writers(lambda path: reader.read(Path(path)), depth_of)
    report = lint_build(_name(task), _unit(build, reader), dispatches, writers, suppressions)
    left_out = (
        (_location(each.origin or deployment.place), each.message) for each in build.left_out
    )
    return report.replace(
        files=frozenset(map(inputs.real, build.files)),
        outputs=frozenset(digest(each.data) for each in build.resources),
        not_built=tuple(left_out),
    )


def _build(task: _Task, reader: Reader) -> Build:
    with paused():
        return built(task.deployment, reader.inputs, task.repository, partial=True)


def _unit(build: Build, reader: Reader) -> Unit:
    def name_of(path: str) -> str:
        return reported_name(Path(path))

    files = built_files(build, reader.settings.kinds, name_of, reader.is_substituted)
    return unit_built(files, not build.left_out)


def units_built(search: Search, reader: Reader) -> Iterator[tuple[str, Unit]]:
    """What is built in which files of a search take part, each with the name of the build.

    Args:
        search: The files.
        reader: Reads files.
    """
    for task in _tasks(search, reader):
        try:
            yield _name(task), _unit(_build(task, reader), reader)
        except BuildError:
            continue
