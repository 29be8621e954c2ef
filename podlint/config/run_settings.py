"""Settings of how a run works and what it prints, as the command line has them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from podlint.config.settings import Settings, shown

__all__ = ["Format", "Kustomize", "OutputFile", "RunSettings", "format_and_file"]

Format = Literal[
    "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson",
    "markdown", "csv", "html",
]  # fmt: skip
"""The formats of a report."""

_FORMATS = Format.__args__  # type: ignore[attr-defined]
_MOST_JOBS = 256


def format_and_file(text: str) -> tuple[str, str]:
    """The format and the path in ``FORMAT=FILE``.

    Raises:
        ValueError: The text has another form, or there is no such format.
    """
    form, separator, path = text.partition("=")
    if not separator or not path or form not in _FORMATS:
        formats = ", ".join(_FORMATS)
        raise ValueError(f"expected FORMAT=FILE, where FORMAT is one of {formats}")
    return form, path


def _output(text: str) -> str:
    try:
        format_and_file(text)
    except ValueError as error:
        message = f"unsupported value {shown(text)}; {error}"
        raise ValueError(message) from error
    return text


def _category(text: str) -> str:
    if not text.isprintable():
        message = f"unsupported value {shown(text)}; expected a name without control characters"
        raise ValueError(message)
    return text


def _word(given: Any) -> Any:
    """YAML reads ``off`` as false."""
    return "off" if given is False else given


Kustomize = Annotated[Literal["builtin", "binary", "off"], BeforeValidator(_word)]
"""What to do with kustomizations."""

OutputFile = Annotated[str, AfterValidator(_output)]
"""A report to write to a file: ``FORMAT=FILE``."""


class RunSettings(Settings):
    """Settings of how a run works and what it prints.

    Attributes:
        force_exclude: Also skip excluded files that are named on the command line.
        include_builds: Also report findings in the other files of builds that include a file.
        fix: Apply safe fixes to the files.
        unsafe_fixes: With `fix`, also apply fixes that change how a workload behaves. Review them.
        require_objects: Exit with 1 if podlint finds no Kubernetes object.
        format: The format of the report on standard output.
        output: Reports to write to files, each as ``FORMAT=FILE``.
        category: The category of the SARIF report. GitHub requires a different category for each
            upload for a commit.
        statistics: Print only the number of findings of each rule.
        show_files: Also list each file, and whether it was checked, skipped or unreadable.
        show_suppressed: Also show suppressed findings.
        color: When to use colors.
        quiet: Print no progress, and nothing at all if there are no findings.
        verbose: Print on standard error which configuration is used, and what is read, built and
            skipped.
        jobs: The maximum number of processes. The default is one process for each processor.
        cache: Use the cache.
    """

    force_exclude: bool = False
    include_builds: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    require_objects: bool = False
    format: Format = "text"
    output: tuple[OutputFile, ...] = ()
    category: Annotated[str, AfterValidator(_category)] = ""
    statistics: bool = False
    show_files: bool = False
    show_suppressed: bool = False
    color: Literal["auto", "always", "never"] = "auto"
    quiet: bool = False
    verbose: bool = False
    jobs: Annotated[int, Field(ge=1, le=_MOST_JOBS)] | None = None
    cache: bool = True
