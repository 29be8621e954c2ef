"""Writes a report line by line while files are being checked, for ``--format jsonl``."""

from __future__ import annotations

import select
from collections.abc import Iterable, Iterator
from typing import TextIO

from podlint.cli.made_report import lint_stdin
from podlint.cli.output import Output
from podlint.cli.project import Project
from podlint.cli.reports import Shown
from podlint.cli.request import Request
from podlint.cli.shelf import ReportShelf
from podlint.cli.standard_input import STDIN
from podlint.engine.dispatch import Dispatches
from podlint.engine.held_signals import signals_held_back
from podlint.engine.linting import parts_of_run
from podlint.engine.processes import processors
from podlint.finding.report import Report
from podlint.reading.files import require_working_folder
from podlint.reading.inputs import Inputs
from podlint.reading.plain_data import paths_in
from podlint.reading.reader import Reader
from podlint.report.jsonl import JSONLines
from podlint.report.view import View

__all__ = ["streamed"]

_MOST_KEPT = 2**24
"""Characters of output from which the cache does not keep it."""

_AT_ONCE = getattr(select, "PIPE_BUF", 512)
"""Bytes that a pipe takes at once or not at all."""


def streamed(
    request: Request,
    project: Project,
    shelf: ReportShelf | None,
    stdin: TextIO | None,
    view: View,
    stdout: Output,
) -> Shown:
    """Check, and write the findings of each part of the run as soon as they are known.

    An interrupted run leaves whole lines, without the summary.

    Args:
        request: The arguments.
        project: The settings and the rules.
        shelf: Where reports are kept; None to make all of them.
        stdin: Standard input, read if the path is `-`.
        view: How to show the report.
        stdout: The stream for the lines.

    Raises:
        PodlintError: The configuration or the arguments are invalid.
    """
    if STDIN in request.paths:
        parts: Iterable[Report] = [lint_stdin(request, project, stdin)]
    else:
        parts = _parts_of_files(request, project, shelf)
    stdout.use_utf8()
    lines, rests, kept = JSONLines(view), list[Report](), _Kept()
    for part in parts:
        for line in lines.of_part(part):
            _write(line, stdout)
            kept.add(line)
        rests.append(part.replace(findings=(), sources=()))
    report = Report.joined(rests)
    for line in lines.of_rest(report):
        _write(line, stdout)
        kept.add(line)
    return Shown(report, lines.totals.failed, kept.text)


def _parts_of_files(
    request: Request, project: Project, shelf: ReportShelf | None
) -> Iterator[Report]:
    require_working_folder()
    config = project.config
    dispatches = Dispatches(project.rules, config)
    reader = Reader(Inputs(), config.read_settings)
    jobs = processors() if config.jobs is None else config.jobs
    named = paths_in("lint_paths", request.paths)
    return parts_of_run(reader, named, dispatches, config.force_exclude, None, jobs, shelf)


def _write(line: str, stdout: Output) -> None:
    """Write a line as a whole, even if a signal ends the process."""
    if len(line) <= _AT_ONCE:
        stdout.write_ready(line)
        stdout.flush()
        return
    with signals_held_back():
        stdout.write_ready(line)
        stdout.flush()


class _Kept:
    """Lines for the cache; none if there are too many."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._left = _MOST_KEPT

    @property
    def text(self) -> str | None:
        return None if self._left < 0 else "".join(self._lines)

    def add(self, line: str) -> None:
        self._left -= len(line)
        if self._left < 0:
            self._lines.clear()
        else:
            self._lines.append(line)
