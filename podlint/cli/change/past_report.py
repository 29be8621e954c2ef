"""Reports on files as they were at a commit."""

from __future__ import annotations

import os
from collections.abc import Sequence, Set
from pathlib import Path

from podlint.cli.change.past import PastInputs
from podlint.cli.change.tree import CANNOT_READ
from podlint.config.config import Config
from podlint.engine.dispatch import Dispatches
from podlint.engine.search_report import report_on_search
from podlint.errors import PodlintError
from podlint.finding.report import Report
from podlint.reading.reader import Reader
from podlint.reading.search import Search
from podlint.rule.index import ListedRule
from podlint.startup.frozen import Frozen

__all__ = ["Run", "past_report"]


class Run(Frozen):
    """What a run checks.

    Attributes:
        paths: The files and directories.
        config: The settings. They apply to both states, so that a new rule brings nothing.
        rules: The rules.
        force_exclude: Apply the setting ``exclude`` to named files as well.
        jobs: The maximum number of processes.
    """

    paths: tuple[str, ...]
    config: Config
    rules: Sequence[ListedRule]
    force_exclude: bool
    jobs: int


def past_report(run: Run, past: PastInputs, wanted: Set[str]) -> Report:
    """The report of a run on some files as they were.

    Args:
        run: The run.
        past: The file system as it was.
        wanted: The absolute paths of the files to report on.

    Raises:
        PodlintError: git cannot read a file of the commit.
    """
    reader = Reader(past, run.config.read_settings)
    paths = [path for path in map(Path, run.paths) if past.exists(path)]
    search = reader.search(paths, run.force_exclude)
    # A renamed file may have been outside the paths of the run. A search does not find a
    # kustomization without a suffix.
    elsewhere = sorted(wanted - {_absolute(path) for each in search.units for path in each.paths})
    if elsewhere:
        search = reader.search([*paths, *map(Path, elsewhere)], run.force_exclude)
    dispatches = Dispatches(run.rules, run.config)
    report = report_on_search(_only(search, wanted, reader), reader, dispatches, run.jobs)
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
