"""The command ``podlint merge``."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from podlint.cli.named_path import named_path
from podlint.cli.output import FAILED

if TYPE_CHECKING:
    from podlint.cli.output import Output
    from podlint.merging.merge import Merged


class MergeFormat(StrEnum):
    """The formats of merged reports."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


class MergeFailOn(StrEnum):
    """The findings that fail a merge."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEW = "new"
    NEVER = "never"


_Reports = Annotated[
    list[str],
    typer.Argument(
        metavar="[NAME=]REPORT...", parser=named_path, show_default=False,
        help="Reports in the formats json and jsonl, folders of such reports, or `-` for standard "
        "input. NAME is the repository. Without NAME, the repository has the file's name.",
    ),
]  # fmt: skip
_Form = Annotated[MergeFormat, typer.Option("--format", "-f", help="The format of the output.")]
_Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output", "-o", metavar="FORMAT=FILE", show_default=False,
        help="Also write the output to a file. Repeatable.",
    ),
]  # fmt: skip
_Repository = Annotated[
    str | None,
    typer.Option(
        "--repository", metavar="NAME", show_default=False,
        help="The repository of all reports without NAME=. The reports are its shards.",
    ),
]  # fmt: skip
_Since = Annotated[
    list[str] | None,
    typer.Option(
        "--since", metavar="[NAME=]REPORT", show_default=False,
        help="An older report, or a folder of older reports: show which findings are new or "
        "closed since then. Repeatable.",
    ),
]  # fmt: skip
_CodeOwners = Annotated[
    list[str] | None,
    typer.Option(
        "--codeowners", metavar="[NAME=]FILE", show_default=False,
        help="The CODEOWNERS file of GitHub or GitLab that names the teams. NAME is the "
        "repository to which the file applies. Repeatable.",
    ),
]  # fmt: skip
_Label = Annotated[
    str | None,
    typer.Option(
        "--label", metavar="KEY", show_default=False,
        help="The label of objects that names their team. An object without this label belongs to "
        "the owners of its file.",
    ),
]  # fmt: skip
_FailOn = Annotated[
    MergeFailOn,
    typer.Option(
        "--fail-on",
        help="Exit with 1 if a finding has this severity or above. With `new`, exit with 1 if a "
        "finding is not in the older report.",
    ),
]


def merge(
    context: typer.Context,
    reports: _Reports,
    form: _Form = MergeFormat.TEXT,
    output: _Output = None,
    repository: _Repository = None,
    codeowners: _CodeOwners = None,
    label: _Label = None,
    since: _Since = None,
    fail_on: _FailOn = MergeFailOn.NEVER,
) -> None:
    """Merge JSON reports of shards or repositories into a single report.

    The output has the totals for each team, repository and rule. If several
    reports of a repository contain the same finding, it counts once. Output in the format json can
    be merged again.

    Exit code 0: the reports are merged; 1: a finding fails the run because of --fail-on; 2: a
    report or an option is invalid. If a report is invalid, podlint still merges the other reports.
    """
    from podlint.cli.merged_output import outputs
    from podlint.cli.merged_reports import read_owners, read_sources
    from podlint.errors import PodlintError
    from podlint.merging.comparison import compared
    from podlint.merging.merge import merged, with_teams

    if fail_on is MergeFailOn.NEW and not since:
        raise PodlintError("--fail-on new requires an older report; add --since REPORT")
    files = outputs(output or [])
    stderr: Output = context.obj.stderr
    owners = read_owners(codeowners or [], label, stderr)
    sources, readable = read_sources(reports, repository, sys.stdin, stderr)
    found = merged(sources).replace(fail_on=fail_on.value)
    if since:
        past, past_readable = read_sources(since, repository, sys.stdin, stderr)
        readable = readable and past_readable
        found = compared(found, merged(past))
    if owners:
        found = with_teams(found, owners)
    _end(found, readable and bool(sources), form, files, context)


def _end(
    found: "Merged",
    readable: bool,
    form: MergeFormat,
    files: Sequence[tuple[str, Path]],
    context: typer.Context,
) -> None:
    from podlint.cli.merged_output import write
    from podlint.merging.formats import render

    if found.reports:
        context.obj.stdout.write_ready(render(found, form.value))
        readable = write(found, files, context.obj.stderr) and readable
    if not readable:
        raise typer.Exit(FAILED)
    raise typer.Exit(1 if found.failed else 0)
