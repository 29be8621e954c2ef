"""Reports on files as they were at a commit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Set
from pathlib import Path

from podlint.cli.change.past import PastInputs
from podlint.cli.change.tree import CANNOT_READ
from podlint.cli.project import Project
from podlint.engine.dispatch import Dispatches
from podlint.engine.processes import processors
from podlint.engine.search_report import report_on_search
from podlint.errors import PodlintError
from podlint.finding.report import Report
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader
from podlint.reading.search import Search
from podlint.suppression.project import Suppressions

__all__ = ["past_report"]


def past_report(
    paths: Iterable[str], project: Project, past: PastInputs, wanted: Set[str]
) -> Report:
    """The report on files as they were.

    Args:
        paths: The files and directories that the run checks.
        project: The settings and rules. They are those of today, so that a new rule brings nothing.
        past: The file system as it was.
        wanted: The absolute paths of the files to report on.

    Raises:
        PodlintError: git cannot read a file of the commit.
    """
    config = project.config
    reader = Reader(past, config.read_settings)
    named = [path for path in map(Path, paths) if past.exists(path)]
    search = reader.search(named, config.force_exclude)
    # A renamed file may have been outside the paths of the run. A search does not find a
    # kustomization without a suffix.
    elsewhere = sorted(wanted - {_absolute(path) for each in search.units for path in each.paths})
    if elsewhere:
        search = reader.search([*named, *map(Path, elsewhere)], config.force_exclude)
    dispatches = Dispatches(project.rules, config)
    jobs = processors() if config.jobs is None else config.jobs
    suppressions = Suppressions(config, dispatches.names, Inputs())
    searched = _only(search, wanted, reader)
    report = report_on_search(searched, reader, dispatches, suppressions, jobs)
    for error in report.errors:
        _, found, rest = error.message.partition(CANNOT_READ)
        if found:
            raise PodlintError(f"{CANNOT_READ}{rest}")
    return report


def _only(search: Search, wanted: Set[str], reader: Reader) -> Search:
    """The files of a search that are wanted."""
    units = []
    for each in search.units:
        paths = tuple(path for path in each.paths if _absolute(path) in wanted)
        if paths:
            size = sum(map(reader.inputs.size, paths))
            units.append(each.replace(paths=paths, size=size))
    return search.replace(units=tuple(units))


def _absolute(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - without ``..``, unlike Path.absolute
