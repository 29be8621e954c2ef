"""The command ``podlint check``: lint, write the reports, return the exit code."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from podlint.api.report import draw_pods
from podlint.cli.fixes import tell_fixes
from podlint.cli.future_standards import future_standards
from podlint.cli.made_report import fix_files, made_report
from podlint.cli.output import Output, tell
from podlint.cli.project import Project, project_of
from podlint.cli.reports import files_for_reports, show, tell_errors
from podlint.cli.request import Request, refuse_reports, refuse_together
from podlint.cli.run_cache import RunCache
from podlint.cli.shelf import ReportShelf
from podlint.cli.standard_input import STDIN
from podlint.cli.terminal import Color, wants_color
from podlint.cli.verbose import after, before
from podlint.config.config import Config
from podlint.finding.report import Report
from podlint.reading.inputs import Inputs
from podlint.reading.record import Record
from podlint.report import FOR_TERMINALS, View
from podlint.report.text_diff import unified_diff
from podlint.rule.index import ListedRule
from podlint.rule.packs import has_other_packages
from podlint.startup.garbage import resume

if TYPE_CHECKING:
    from podlint.cli.change.revision import Revision

CLEAN, FOUND, FAILED = 0, 1, 2


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
    inputs = Inputs()
    project = project_of(
        request.paths, request.config, request.settings, inputs, isolated=request.isolated
    )
    config, rules = project.config, project.rules
    if request.show_settings:
        return _show_settings(project, request.paths[0], inputs, stdout)
    refuse_together(request, config)
    adding = request.add_suppressions
    fixing = config.fix and not adding and not _is_default(request, "fix")
    writing = fixing or adding or request.write_baseline is not None
    revision = _revision(request, inputs, fixing)
    if revision:
        cache = None  # It does not know the state of the repository.
    outputs = files_for_reports(project)
    resume()
    warned = _told_before(request, project, stderr)
    if request.diff:
        return _diff(request, config, rules, stdout, stderr)
    shelf = _shelf(cache, project) if not (writing or revision) else None
    view = _view(project, inputs, stdout)
    if config.format == "jsonl" and not (writing or revision or outputs):
        from podlint.cli.streaming import streamed

        shown = streamed(request, project, shelf, stdin, view, stdout)
    else:
        report = made_report(request, project, inputs, stdin, stdout, stderr, shelf, fixing=fixing)
        if revision:
            from podlint.cli.change.comparison import compared

            report = compared(report, request.paths, project, revision)
        shown = show(report, outputs, view, stdout, stderr)
    report, text = shown.report, shown.text
    failed = tell_errors(report, stderr) or shown.failed
    code = FAILED if failed else _exit_code(report, config, shown.failing)
    if config.verbose:
        tell(after(report), stderr)
    if cache and config.cache and text is not None and not (writing or outputs or warned):
        _keep(cache, code, text, report, view, stderr)
    return code


def _revision(request: Request, inputs: Inputs, fixing: bool) -> Revision | None:
    """The commit that --base names; None without --base."""
    if request.base is None:
        return None
    from podlint.cli.change.revision import find_revision

    return find_revision(request.base, request.paths, inputs, fixing or request.diff)


def _told_before(request: Request, project: Project, stderr: Output) -> bool:
    """Print what is known before the files are checked; return whether that is anything."""
    config = project.config
    told = tell(future_standards(config), stderr)
    if config.verbose:
        told = tell(before(project), stderr) or told
    if config.kustomize == "binary" and STDIN not in request.paths:
        from podlint.cli.second_opinion import second_opinion

        tell(second_opinion(request.paths, config), stderr)
        told = True  # What the program prints may change without a change of a file.
    return told


def _shelf(cache: RunCache | None, project: Project) -> ReportShelf | None:
    """The cache for the reports of a run; None if it is not used, or not reliable."""
    # A rule of another package may depend on anything.
    if cache is None or not project.config.cache or has_other_packages(project.rules):
        return None
    return ReportShelf.of_run(cache, sorted(_rule_files(project.config)))


def _view(project: Project, inputs: Inputs, stdout: Output) -> View:
    """How to show the report."""
    config = project.config
    return View(
        config=config,
        rules=project.rules,
        color=wants_color(Color(config.color), stdout),
        width=shutil.get_terminal_size().columns if stdout.isatty() else None,
        show_suppressed=config.show_suppressed,
        quiet=config.quiet or os.environ.get("PRE_COMMIT") == "1",
        statistics=config.statistics,
        files=config.show_files,
        inputs=inputs,
        draw=draw_pods,
    )


def _is_default(request: Request, setting: str) -> bool:
    """Whether a setting that is for files does not count, because standard input is checked."""
    return STDIN in request.paths and setting not in request.settings


def _keep(
    cache: RunCache, code: int, text: str, report: Report, view: View, stderr: Output
) -> None:
    """Cache the output of a run that only read files, if everything is known that it read."""
    # A rule of another package may read files that podlint does not know of.
    if report.inputs and not report.errors and not has_other_packages(view.rules):
        asked = view.inputs.record if view.inputs else Record()
        read = {*report.inputs, *asked.read, *_rule_files(view.config)}
        looked_for = {*report.looked_for, *asked.looked_for}
        dated, utf8 = report.day is not None, view.config.format not in FOR_TERMINALS
        cache.keep(code, text, read, looked_for, dated=dated, utf8=utf8)
    if cache.refusal and (cache.named or stderr.isatty()):
        stderr.write(f"podlint: cache not used: {cache.refusal}\n")


def _show_settings(project: Project, path: str, inputs: Inputs, stdout: Output) -> int:
    from podlint.cli.shown_settings import settings_text

    stdout.write_ready(settings_text(project, path, inputs))
    return CLEAN


def _rule_files(config: Config) -> Iterator[str]:
    """The absolute paths of the files and folders with the project's own rules."""
    for folder in config.rules:
        for parent, _, names in os.walk(Path(config.root or ".", folder).absolute()):
            yield from (parent, *(os.path.join(parent, name) for name in names))  # noqa: PTH118


def _diff(
    request: Request,
    config: Config,
    rules: tuple[ListedRule, ...],
    stdout: Output,
    stderr: Output,
) -> int:
    """Print what fixes would change, and return the exit code."""
    refuse_reports(request.settings)
    fixed, report = fix_files(request, config, rules)
    tell_fixes(fixed, stderr, diff=True, quiet=config.quiet)
    stdout.use_utf8()  # The manifests are, and a patch must have their bytes.
    for each in fixed:
        stdout.write_ready(unified_diff(each.path, each.before, each.after, each.secrets))
    if tell_errors(report, stderr):
        return FAILED
    return FOUND if any(each.after != each.before for each in fixed) else CLEAN


def _exit_code(report: Report, config: Config, failing: bool) -> int:
    if failing:
        return FOUND
    if config.fails_unchecked(report.count_unchecked()):
        return FOUND
    return FOUND if config.require_objects and not report.objects else CLEAN
