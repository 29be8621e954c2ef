"""Makes the report on one unit, even if checking it fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from podlint.engine.dispatch import Dispatches
from podlint.engine.judged_builds import NO_BUILDS, Builds
from podlint.engine.kept.made import Made
from podlint.engine.processes import Killed, one_by_one
from podlint.engine.run import lint
from podlint.finding.internal_error import fatal_error, internal_error
from podlint.finding.report import Report
from podlint.finding.unchecked import CheckedFile
from podlint.reading.file_names import KUSTOMIZATIONS
from podlint.reading.reader import Reader, reported_name
from podlint.reading.search import Members
from podlint.reading.unit import Unit
from podlint.suppression.deciding import Use
from podlint.suppression.project import Suppressions

if TYPE_CHECKING:
    from podlint.engine.kept.reports import KeptReports

__all__ = ["report_in_spite", "report_of", "report_on", "with_built"]


def report_on(
    unit: Unit,
    dispatches: Dispatches,
    suppressions: Suppressions,
    used: frozenset[Use] = frozenset(),
) -> Report:
    """Lint a unit. The report has an error for each file that cannot be read or fails as a
    whole.
    """
    unread = unit.unread
    try:
        report = lint(unit, dispatches, suppressions, used)
    except Exception as error:
        unread = (*unread, *(internal_error(error, each.path) for each in unit.reported))
        report = Report((), checked=tuple(CheckedFile(each.path) for each in unit.reported))
    return report.replace(errors=(*unread, *report.errors))


def report_of(
    members: Members,
    reader: Reader,
    dispatches: Dispatches,
    suppressions: Suppressions,
    builds: Builds = NO_BUILDS,
    kept: KeptReports | None = None,
) -> Made[Report]:
    """Read and lint some files of a unit, with the others as context; record what was asked.

    Args:
        members: The files.
        reader: Reads files.
        dispatches: The rules.
        suppressions: The suppressions of the run.
        builds: What kustomizations build of these and other files.
        kept: Says what the report depends on, if it is to be kept.
    """
    earlier = reader.inputs.record
    with reader.inputs.recorded() as record:
        unit = None
        try:
            unit = with_built(reader.unit(members), reader, builds)
            report = report_on(unit, dispatches, suppressions, builds.used)
        except Exception as error:
            errors = (internal_error(error, reported_name(each)) for each in members.paths)
            report = Report((), errors=tuple(errors))
        made = kept.with_context(report, record, unit, builds) if kept and unit else Made(report)
        new = record.beyond(earlier)
    read, looked_for = tuple(new.read), tuple(new.looked_for)
    report = report.replace(inputs=read, looked_for=looked_for, day=record.day)
    return made.replace(report=report)


def with_built(unit: Unit, reader: Reader, builds: Builds) -> Unit:
    """A unit that knows which of its files builds judge.

    Args:
        unit: The unit.
        reader: Reads files.
        builds: What kustomizations build of these and other files.
    """
    if not builds.reports:
        return unit
    return unit.replace(built=frozenset(_built(unit, reader, builds)))


def _built(unit: Unit, reader: Reader, builds: Builds) -> Iterator[str]:
    """The files of a unit whose objects are judged in builds."""
    for file in unit.reported:
        if PurePath(file.path).name in KUSTOMIZATIONS:
            continue
        if builds.judges(file, reader.inputs.real(file.path)):
            yield file.path


def report_in_spite(
    members: Members,
    reader: Reader,
    dispatches: Dispatches,
    suppressions: Suppressions,
    killed: Killed,
    builds: Builds = NO_BUILDS,
) -> Report:
    """The report on some files of a unit for which checking kills the process.

    Each file is checked alone, in a process that may be killed. The files that pass are then
    checked together, and the others become internal errors.

    Args:
        members: The unit, and the files to report on.
        reader: Reads files.
        dispatches: The rules.
        suppressions: The suppressions of the run.
        killed: What happened to the process.
        builds: As for `report_of`.
    """

    def check(path: Path) -> Report:
        return report_on(Unit.alone([reader.read(path)]), dispatches, suppressions)

    files = reader.files(members)
    fatal = {
        path: fatal_error(reported_name(path), outcome.how)
        for path, outcome in zip(files, one_by_one(files, check), strict=True)
        if isinstance(outcome, Killed)
    }
    harmless = reader.without(fatal)
    (made,) = one_by_one(
        [members], lambda each: report_of(each, harmless, dispatches, suppressions, builds)
    )
    if isinstance(made, Killed):
        errors = (fatal_error(reported_name(path), killed.how) for path in members.paths)
        return Report((), errors=tuple(errors))
    return made.report
