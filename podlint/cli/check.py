"""The command ``podlint check``: lint, write the reports, return the exit code."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from podlint.api import fix_paths, lint_paths, lint_text
from podlint.cli.fixes import tell_fixes, written
from podlint.cli.future_standards import future_standards
from podlint.cli.output import Output, tell
from podlint.cli.progress import Progress
from podlint.cli.project import settings_and_rules
from podlint.cli.run_cache import RunCache
from podlint.cli.standard_input import STDIN, read_stdin
from podlint.config.config import Config
from podlint.config.layers import fails
from podlint.document.credentials import masked
from podlint.document.encoding import UndecodableError
from podlint.engine.processes import processors
from podlint.errors import PodlintError
from podlint.finding.internal_error import InternalError, internal_error
from podlint.finding.report import ReadError, Report
from podlint.fix import Fixed
from podlint.reading.inputs import Inputs
from podlint.report import FORMATS, View, render
from podlint.report.text_diff import unified_diff
from podlint.rule.index import ListedRule
from podlint.rule.packs import has_other_packages
from podlint.startup.frozen import Frozen
from podlint.startup.garbage import resume

CLEAN, FOUND, FAILED = 0, 1, 2


class Request(Frozen):
    """The arguments of a run; see ``podlint check --help``."""

    paths: tuple[str, ...]
    form: str
    outputs: tuple[str, ...]
    settings: Mapping[str, Any]
    config: Path | None
    isolated: bool
    stdin_filename: str
    force_exclude: bool
    require_objects: bool
    show_suppressed: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    color: bool
    statistics: bool
    jobs: int | None
    complete: bool = False
    show_files: bool = False
    quiet: bool = False


def perform(
    request: Request,
    stdin: TextIO | None,
    stdout: Output,
    stderr: Output,
    cache: RunCache | None = None,
) -> int:
    """Lint, write the reports, and return the exit code.

    Args:
        request: The arguments.
        stdin: Standard input, read if the path is `-`; None if it is closed.
        stdout: The stream for the report.
        stderr: The stream for all other output.
        cache: The cache for the output of a run that only reads files and writes to `stdout`.

    Raises:
        PodlintError: The configuration or the arguments are invalid.
    """
    outputs = [_output(each) for each in request.outputs]
    if request.diff:
        _refuse_reports(request)
    inputs = Inputs()
    config, rules = _config(request, inputs)
    warned = tell(future_standards(config), stderr)
    resume()
    if request.fix or request.diff:
        fixed, report = _fix(request, config, rules)
        tell_fixes(fixed, stderr, diff=request.diff, quiet=request.quiet)
        if request.diff:
            return _diff(fixed, report, stdout, stderr)
    else:
        shows_progress = stdout.isatty() and not request.quiet
        report = _lint(request, config, rules, stdin, stderr if shows_progress else None)
    view = View(
        config=config,
        rules=rules,
        color=request.color,
        width=shutil.get_terminal_size().columns if stdout.isatty() else None,
        show_suppressed=request.show_suppressed,
        quiet=request.quiet or os.environ.get("PRE_COMMIT") == "1",
        statistics=request.statistics,
        files=request.show_files,
        inputs=inputs,
    )
    failed = not _write_files(report, outputs, view, stderr)
    text = _rendered(report, request.form, view, stderr)
    stdout.write_ready(text or "")
    failed = _tell_errors(report, stderr) or failed or text is None
    code = FAILED if failed else _exit_code(report, config, request)
    only_read = report.inputs and not (request.fix or outputs or report.errors or warned)
    # A rule of another package may read files that podlint does not know of.
    if cache and text is not None and only_read and not has_other_packages(rules):
        asked = inputs.record
        read = {*report.inputs, *asked.read, *_rule_files(config)}
        cache.keep(code, text, read, {*report.looked_for, *asked.looked_for})
    if cache and cache.refusal and (cache.named or stderr.isatty()):
        stderr.write(f"podlint: cache not used: {cache.refusal}\n")
    return code


def _rule_files(config: Config) -> Iterator[str]:
    """The absolute paths of the files and folders with the project's own rules."""
    for folder in config.rules:
        for parent, _, names in os.walk(Path(config.root or ".", folder).absolute()):
            yield from (parent, *(os.path.join(parent, name) for name in names))  # noqa: PTH118


def _config(request: Request, inputs: Inputs) -> tuple[Config, tuple[ListedRule, ...]]:
    return settings_and_rules(
        request.paths, request.config, request.settings, inputs, isolated=request.isolated
    )


def _lint(
    request: Request,
    config: Config,
    rules: tuple[ListedRule, ...],
    stdin: TextIO | None,
    terminal: Output | None,
) -> Report:
    if STDIN not in request.paths:
        if request.complete:
            message = (
                "--complete applies to standard input only; use `-` as the path, or remove the "
                "option"
            )
            raise PodlintError(message)
        progress = Progress(terminal) if terminal and terminal.isatty() else None
        try:
            return lint_paths(
                request.paths,
                config=config,
                rules=rules,
                force_exclude=request.force_exclude,
                progress=progress,
                jobs=processors() if request.jobs is None else request.jobs,
            )
        finally:
            if progress:
                progress.clear()
    name = request.stdin_filename
    try:
        text = read_stdin(request.paths, stdin)
    except UndecodableError as error:
        return Report((), errors=(ReadError(name, str(error)),))
    return lint_text(text, name=name, config=config, rules=rules, complete=request.complete)


def _fix(
    request: Request, config: Config, rules: tuple[ListedRule, ...]
) -> tuple[tuple[Fixed, ...], Report]:
    """Make the fixes; with --diff, write no file."""
    if STDIN in request.paths:
        message = "--fix and --diff cannot be used with standard input; pass files instead"
        raise PodlintError(message)
    fixed, report = fix_paths(
        request.paths,
        config=config,
        rules=rules,
        force_exclude=request.force_exclude,
        unsafe=request.unsafe_fixes,
    )
    if request.diff:
        return fixed, report
    done, failed = written(fixed)
    return done, report.replace(errors=(*report.errors, *failed))


def _diff(fixed: Sequence[Fixed], report: Report, stdout: Output, stderr: Output) -> int:
    """Print what was changed, and return the exit code."""
    for each in fixed:
        stdout.write_ready(unified_diff(each.path, each.before, each.after, each.secrets))
    if _tell_errors(report, stderr):
        return FAILED
    return FOUND if any(each.after != each.before for each in fixed) else CLEAN


def _tell_errors(report: Report, stderr: Output) -> bool:
    """Print what could not be checked; return whether there is any such error."""
    traced = bool(os.environ.get("PODLINT_TRACEBACK"))
    for error in report.errors:
        stderr.write_line(f"podlint: {error.path}: {error.message}")
        if traced and isinstance(error, InternalError):
            stderr.write(masked(error.trace))
    return bool(report.errors)


def _rendered(report: Report, form: str, view: View, stderr: Output) -> str | None:
    """The report in a format; None, after an error message, if podlint fails to write it."""
    try:
        return render(report, form, view)
    except Exception as error:
        failure = internal_error(error, f"--format {form}")
        _tell_errors(Report((), errors=(failure,)), stderr)
        return None


def _exit_code(report: Report, config: Config, request: Request) -> int:
    if any(fails(config, each) for each in report.counted):
        return FOUND
    if config.fails_unchecked(report.count_unchecked()):
        return FOUND
    return FOUND if request.require_objects and not report.objects else CLEAN


def _refuse_reports(request: Request) -> None:
    """With --diff there is no report, so no option can ask for one."""
    others = {
        f"--format {request.form}": request.form != "text",
        "--output": request.outputs,
        "--statistics": request.statistics,
        "--show-files": request.show_files,
    }
    for option, given in others.items():
        if given:
            message = (
                f"{option} cannot be used with --diff, which prints a diff instead of a report"
            )
            raise PodlintError(message)


def _output(text: str) -> tuple[str, Path]:
    form, separator, path = text.partition("=")
    if not separator or not path or form not in FORMATS:
        message = (
            f"invalid value `{text}` for --output; expected FORMAT=FILE, where FORMAT is one of "
            f"{', '.join(FORMATS)}"
        )
        raise PodlintError(message)
    if not Path(path).absolute().parent.is_dir():
        message = (
            f"--output {text}: the directory `{Path(path).parent}` does not exist; create it, or "
            "choose another directory"
        )
        raise PodlintError(message)
    return form, Path(path)


def _write_files(
    report: Report, outputs: Sequence[tuple[str, Path]], view: View, stderr: Output
) -> bool:
    """Write the reports that go to files; return whether all of them were written."""
    done = True
    for form, path in outputs:
        from podlint.cli.whole_file import write_report

        text = _rendered(report, form, view.replace(color=False, width=None), stderr)
        try:
            if text is not None:
                write_report(path, text)
        except PodlintError as error:
            stderr.write_line(f"podlint: {error}")
            text = None
        done = done and text is not None
    return done
