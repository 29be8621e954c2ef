"""The arguments of ``podlint check``, and which of them exclude each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from podlint.cli.standard_input import STDIN
from podlint.config.config import Config
from podlint.errors import PodlintError
from podlint.startup.frozen import Frozen

__all__ = ["Request", "refuse_reports", "refuse_together"]


class Request(Frozen):
    """The arguments of a run; see ``podlint check --help``.

    Attributes:
        paths: The files and directories.
        settings: The settings of the command line.
        config: The configuration file; None for the nearest one.
        isolated: Read no configuration file.
        show_settings: Print the settings, and check nothing.
        stdin_filename: The file name for standard input.
        complete: Standard input has everything that is applied together.
        diff: Print what fixes would change.
        base: The revision since which to report findings; None to report all.
        write_baseline: The baseline to write; None to write none.
        add_suppressions: Write a suppression for each finding.
        reason: The reason to write; None for none.
    """

    paths: tuple[str, ...]
    settings: Mapping[str, Any]
    config: Path | None = None
    isolated: bool = False
    show_settings: bool = False
    stdin_filename: str = "<stdin>"
    complete: bool = False
    diff: bool = False
    base: str | None = None
    write_baseline: Path | None = None
    add_suppressions: bool = False
    reason: str | None = None


def refuse_together(request: Request, config: Config) -> None:
    """Refuse options that contradict each other.

    Raises:
        PodlintError: There are such options.
    """
    names = {
        "--write-baseline": request.write_baseline is not None,
        "--add-suppressions": request.add_suppressions,
        "--fix": config.fix and "fix" in request.settings,
        "--diff": request.diff,
        "--base": request.base is not None,
    }
    given = [name for name, is_given in names.items() if is_given]
    if len(given) > 1 and given[0] in ("--write-baseline", "--add-suppressions"):
        message = f"{given[0]} cannot be used with {given[1]}; run podlint twice"
        raise PodlintError(message)
    if given and STDIN in request.paths and given[0] in ("--write-baseline", "--add-suppressions"):
        message = f"{given[0]} cannot be used with standard input; pass files instead"
        raise PodlintError(message)
    if request.complete and STDIN not in request.paths:
        message = (
            "--complete applies to standard input only; use `-` as the path, or remove the option"
        )
        raise PodlintError(message)
    if request.reason is not None and not request.add_suppressions:
        raise PodlintError("--reason needs --add-suppressions")


def refuse_reports(given: Mapping[str, Any]) -> None:
    """With --diff there is no report, so no option can ask for one.

    Raises:
        PodlintError: An option does.
    """
    others = {
        f"--format {given.get('format')}": given.get("format", "text") != "text",
        "--output": given.get("output"),
        "--statistics": given.get("statistics"),
        "--show-files": given.get("show-files"),
    }
    for option, asked in others.items():
        if asked:
            message = (
                f"{option} cannot be used with --diff, which prints a diff instead of a report"
            )
            raise PodlintError(message)
