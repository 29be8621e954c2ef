"""Renders reports, and writes the ones that go to files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from podlint.cli.output import Output
from podlint.cli.project import Project
from podlint.cli.whole_file import is_stream, prepare_report, write_report
from podlint.config.layers import fails
from podlint.config.run_settings import format_and_file
from podlint.document.credentials import masked
from podlint.errors import PodlintError
from podlint.finding.internal_error import InternalError, internal_error
from podlint.finding.report import Report
from podlint.report import FOR_TERMINALS, View, render
from podlint.startup.frozen import Frozen

__all__ = ["Shown", "files_for_reports", "show", "tell_errors"]


def files_for_reports(project: Project) -> list[tuple[str, Path]]:
    """The reports to write to files, each with its format: those of --output, or of the settings.

    Missing folders are made, and the files are tried, so that no report is lost after a long run.

    Raises:
        PodlintError: An option has another form than ``FORMAT=FILE``, two reports have the same
            file, or a file cannot be written.
        ConfigError: A configuration names a file outside its own directory, or a hidden one.
    """
    named = [_output(each) for each in project.given["output"]] if "output" in project.given else []
    if "output" not in project.given and project.config.output:
        named = list(_of_settings(project))
    written: dict[str, str] = {}
    for form, path in named:
        real = os.path.realpath(path)
        if not is_stream(path) and (other := written.setdefault(real, form)) != form:
            raise PodlintError(
                f"--output: the {other} and {form} reports have the same file {path}"
            )
        prepare_report(path)
    return named


def _output(text: str) -> tuple[str, Path]:
    try:
        form, path = format_and_file(text)
    except ValueError as error:
        message = f"invalid value `{text}` for --output; {error}"
        raise PodlintError(message) from error
    return form, Path(path)


def _of_settings(project: Project) -> Iterator[tuple[str, Path]]:
    """The files that a configuration names: a repository must not write outside of itself."""
    file = next(each for each in reversed(project.files) if each.config.output)
    root = (project.config.root or Path()).absolute()
    for index, text in enumerate(file.config.output):
        form, name = format_and_file(text)
        path = root / name
        inside = path.resolve().is_relative_to(root.resolve())
        if not inside or any(part.startswith(".") for part in Path(name).parts):
            message = (
                f"output: `{name}` is hidden or outside of {root}; use --output for such files"
            )
            raise file.error(message, ("output", index))
        yield form, path


class Shown(Frozen):
    """A report that has been written.

    Attributes:
        report: The report; its findings may be left out.
        failing: A finding fails the run.
        text: What was written to standard output; None if it is not known, or too long to keep.
        failed: A report could not be written.
    """

    report: Report
    failing: bool
    text: str | None
    failed: bool = False


def show(
    report: Report,
    outputs: Sequence[tuple[str, Path]],
    view: View,
    stdout: Output,
    stderr: Output,
) -> Shown:
    """Write a report to files and to standard output.

    Args:
        report: The report.
        outputs: The files, each with a format.
        view: How to show it, with the format on standard output.
        stdout: The stream for the report.
        stderr: The stream for all other output.
    """
    failed = not _write_files(report, outputs, view, stderr)
    text = _rendered(report, view.config.format, view, stderr)
    if view.config.format not in FOR_TERMINALS:
        stdout.use_utf8()
    stdout.write_ready(text or "")
    failing = any(fails(view.config, each) for each in report.counted)
    return Shown(report, failing, text, failed or text is None)


def _write_files(
    report: Report, outputs: Sequence[tuple[str, Path]], view: View, stderr: Output
) -> bool:
    """Write the reports that go to files; return whether all of them were written."""
    done = True
    for form, path in outputs:
        text = _rendered(report, form, view.replace(color=False, width=None), stderr)
        try:
            if text is not None:
                write_report(path, text)
        except PodlintError as error:
            stderr.write_line(f"podlint: {error}")
            text = None
        done = done and text is not None
    return done


def _rendered(report: Report, form: str, view: View, stderr: Output) -> str | None:
    """The report in a format; None, after an error message, if podlint fails to write it."""
    try:
        return render(report, form, view)
    except Exception as error:
        failure = internal_error(error, f"--format {form}")
        tell_errors(Report((), errors=(failure,)), stderr)
        return None


def tell_errors(report: Report, stderr: Output) -> bool:
    """Print what could not be checked; return whether there is any such error."""
    traced = bool(os.environ.get("PODLINT_TRACEBACK"))
    for error in report.errors:
        stderr.write_line(f"podlint: {error.path}: {error.message}")
        if traced and isinstance(error, InternalError):
            stderr.write(masked(error.trace))
    return bool(report.errors)
