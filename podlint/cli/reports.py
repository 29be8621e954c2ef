"""Renders reports, and writes the ones that go to files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from podlint.cli.output import Output
from podlint.cli.project import Project
from podlint.config.run_settings import format_and_file
from podlint.document.credentials import masked
from podlint.errors import PodlintError
from podlint.finding.internal_error import InternalError, internal_error
from podlint.finding.report import Report
from podlint.report import View, render

__all__ = ["files_for_reports", "rendered", "tell_errors", "write_files"]


def files_for_reports(project: Project) -> list[tuple[str, Path]]:
    """The reports to write to files, each with its format: those of --output, or of the settings.

    Raises:
        PodlintError: An option has another form than ``FORMAT=FILE``, or there is no directory.
        ConfigError: A configuration names a file outside its own directory, or a hidden one.
    """
    if "output" in project.given:
        return [_output(each) for each in project.given["output"]]
    return list(_of_settings(project)) if project.config.output else []


def _output(text: str) -> tuple[str, Path]:
    try:
        form, path = format_and_file(text)
    except ValueError as error:
        message = f"invalid value `{text}` for --output; {error}"
        raise PodlintError(message) from error
    if not Path(path).absolute().parent.is_dir():
        message = (
            f"--output {text}: the directory `{Path(path).parent}` does not exist; create it, or "
            "choose another directory"
        )
        raise PodlintError(message)
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
        if not path.parent.is_dir():
            message = f"output: the directory {path.parent} does not exist; create it"
            raise file.error(message, ("output", index))
        yield form, path


def write_files(
    report: Report, outputs: Sequence[tuple[str, Path]], view: View, stderr: Output
) -> bool:
    """Write the reports that go to files; return whether all of them were written."""
    done = True
    for form, path in outputs:
        from podlint.cli.whole_file import write_report

        text = rendered(report, form, view.replace(color=False, width=None), stderr)
        try:
            if text is not None:
                write_report(path, text)
        except PodlintError as error:
            stderr.write_line(f"podlint: {error}")
            text = None
        done = done and text is not None
    return done


def rendered(report: Report, form: str, view: View, stderr: Output) -> str | None:
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
