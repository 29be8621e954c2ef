"""What ``podlint check`` does, from the request to the exit code."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from podlint.api import Progress, lint_paths, lint_text
from podlint.config import Config, parse_config
from podlint.config_file import find_config, read_config
from podlint.errors import PodlintError
from podlint.finding import ReadError, Report
from podlint.pack import installed_rules
from podlint.report import FORMATS, View, render
from podlint.rule import Rule

CLEAN, FOUND, FAILED = 0, 1, 2
_STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for; see ``podlint check --help``."""

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
    color: bool
    statistics: bool


def perform(request: Request, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Lint, write the reports, and return the exit code.

    Raises:
        PodlintError: Configuration or arguments cannot be used.
    """
    rules = installed_rules()
    outputs = [_output(each) for each in request.outputs]
    config = _config(request, rules)
    progress = _Progress(stderr) if stderr.isatty() and stdout.isatty() else None
    report = _lint(request, config, rules, stdin, progress)
    if progress:
        progress.clear()
    view = View(
        config=config,
        rules=rules,
        color=request.color,
        width=shutil.get_terminal_size().columns if stdout.isatty() else None,
        show_suppressed=request.show_suppressed,
        quiet=os.environ.get("PRE_COMMIT") == "1",
        statistics=request.statistics,
    )
    stdout.write(render(report, request.form, view))
    for form, path in outputs:
        _write(path, render(report, form, replace(view, color=False, width=None)))
    for error in report.errors:
        stderr.write(f"podlint: {error.path}: {error.message}\n")
    return _exit_code(report, config, request)


def _config(request: Request, rules: tuple[Rule, ...]) -> Config:
    path = request.config
    if path is None and not request.isolated:
        path = find_config(Path.cwd())
    config = read_config(path, rules).config if path else Config()
    if not request.settings:
        return config
    return parse_config({**config.model_dump(by_alias=True, mode="json"), **request.settings})


def _lint(
    request: Request,
    config: Config,
    rules: tuple[Rule, ...],
    stdin: TextIO,
    progress: Progress | None,
) -> Report:
    if _STDIN not in request.paths:
        return lint_paths(
            request.paths,
            config=config,
            rules=rules,
            force_exclude=request.force_exclude,
            progress=progress,
        )
    if len(request.paths) > 1:
        raise PodlintError("`-` stands alone: standard input is one file, without a unit")
    name = request.stdin_filename
    try:
        text = stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        return Report((), errors=(ReadError(name, f"is not UTF-8 text: byte {error.start}"),))
    return lint_text(text, name=name, config=config, rules=rules)


def _exit_code(report: Report, config: Config, request: Request) -> int:
    if report.errors:
        return FAILED
    if any(config.fails(finding.severity) for finding in report.counted):
        return FOUND
    return FOUND if request.require_objects and not report.objects else CLEAN


def _output(text: str) -> tuple[str, Path]:
    form, separator, path = text.partition("=")
    if not separator or not path or form not in FORMATS:
        message = f"--output {text}: write FORMAT=FILE, FORMAT one of {', '.join(FORMATS)}"
        raise PodlintError(message)
    return form, Path(path)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror}"
        raise PodlintError(message) from error


class _Progress:
    """A line on the terminal that says how many files are done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, done: int, total: int) -> None:
        self._stream.write(f"\r{done}/{total} files")
        self._stream.flush()

    def clear(self) -> None:
        self._stream.write("\r\033[K")
        self._stream.flush()
