"""Makes the report of ``podlint check``."""

from __future__ import annotations

from typing import TextIO

from podlint.api.fixing import fix_paths
from podlint.api.linting import lint_kept, lint_text
from podlint.cli.fixes import tell_fixes, written
from podlint.cli.output import Output
from podlint.cli.progress import Progress
from podlint.cli.project import Project
from podlint.cli.request import Request
from podlint.cli.shelf import ReportShelf
from podlint.cli.standard_input import STDIN, read_stdin
from podlint.config.config import Config
from podlint.document.encoding import UndecodableError
from podlint.engine.processes import processors
from podlint.errors import PodlintError
from podlint.finding.report import ReadError, Report
from podlint.fix import Fixed
from podlint.reading.inputs import Inputs
from podlint.rule.index import ListedRule

__all__ = ["fix_files", "lint_stdin", "made_report"]


def made_report(
    request: Request,
    project: Project,
    inputs: Inputs,
    stdin: TextIO | None,
    stdout: Output,
    stderr: Output,
    shelf: ReportShelf | None,
    *,
    fixing: bool,
) -> Report:
    """Check, after fixes, suppressions or a baseline have been written if that is asked for.

    Args:
        request: The arguments.
        project: The settings and the rules.
        inputs: The file system.
        stdin: Standard input, read if the path is `-`.
        stdout: The stream for the report.
        stderr: The stream for all other output.
        shelf: Where reports are kept; None to make all of them.
        fixing: Fix the files.

    Raises:
        PodlintError: The configuration or the arguments are invalid.
    """
    config, rules = project.config, project.rules
    if fixing:
        fixed, report = fix_files(request, config, rules)
        tell_fixes(fixed, stderr, diff=False, quiet=config.quiet)
        return report
    if request.write_baseline:
        from podlint.cli.baseline import report_and_baseline

        return report_and_baseline(
            request.write_baseline, request.paths, config, rules, inputs, stderr
        )
    if request.add_suppressions:
        from podlint.cli.added_suppressions import add_suppressions

        return add_suppressions(request.paths, config, rules, request.reason, stderr)
    shows_progress = stdout.isatty() and not config.quiet
    if STDIN in request.paths:
        return lint_stdin(request, project, stdin)
    return _lint_files(request, project, stderr if shows_progress else None, shelf)


def lint_stdin(request: Request, project: Project, stdin: TextIO | None) -> Report:
    """Lint standard input.

    Args:
        request: The arguments.
        project: The settings and the rules.
        stdin: Standard input; None if it is closed.
    """
    name = request.stdin_filename
    try:
        text = read_stdin(request.paths, stdin)
    except UndecodableError as error:
        return Report((), errors=(ReadError(name, str(error)),))
    return lint_text(
        text, name=name, config=project.config, rules=project.rules, complete=request.complete
    )


def _lint_files(
    request: Request, project: Project, terminal: Output | None, shelf: ReportShelf | None
) -> Report:
    config = project.config
    progress = Progress(terminal) if terminal and terminal.isatty() else None
    jobs = processors() if config.jobs is None else config.jobs
    try:
        return lint_kept(request.paths, config, project.rules, shelf, progress, jobs)
    finally:
        if progress:
            progress.clear()


def fix_files(
    request: Request, config: Config, rules: tuple[ListedRule, ...]
) -> tuple[tuple[Fixed, ...], Report]:
    """Make the fixes; with --diff, write no file.

    Args:
        request: The arguments.
        config: The settings.
        rules: The rules to choose from.

    Raises:
        PodlintError: The arguments are invalid.
    """
    if STDIN in request.paths:
        message = "--fix and --diff cannot be used with standard input; pass files instead"
        raise PodlintError(message)
    fixed, report = fix_paths(
        request.paths,
        config=config,
        rules=rules,
        force_exclude=config.force_exclude,
        unsafe=config.unsafe_fixes,
    )
    if request.diff:
        return fixed, report
    done, failed = written(fixed)
    return done, report.replace(errors=(*report.errors, *failed))
