"""The types of the options that say which reports to write, and how.

As in `podlint.cli.options`, the annotations are values, not text.
"""

from enum import StrEnum
from typing import Annotated

import typer

from podlint.cli.terminal import Color


class Format(StrEnum):
    """The formats of a report."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
    RDJSON = "rdjson"
    MARKDOWN = "markdown"
    CSV = "csv"
    HTML = "html"


Form = Annotated[
    Format | None,
    typer.Option(
        "--format", "-f", help="The format of the report on standard output. Default: text."
    ),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(metavar="FORMAT=FILE", help="Also write a report to a file. Repeatable."),
]
Category = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The category of the SARIF report. GitHub requires a different category for each "
        "upload for a commit.",
    ),
]
Statistics = Annotated[
    bool | None,
    typer.Option(
        "--statistics/--no-statistics", help="Print only the number of findings for each rule."
    ),
]
ShowFiles = Annotated[
    bool | None,
    typer.Option(
        "--show-files/--no-show-files", help="List each file, and the parts that were not checked."
    ),
]
ShowSuppressed = Annotated[
    bool | None,
    typer.Option(
        "--show-suppressed/--no-show-suppressed",
        help="Also print suppressed findings, marked as such.",
    ),
]
ColorChoice = Annotated[Color | None, typer.Option(help="When to use colors. Default: auto.")]
Verbose = Annotated[
    bool | None,
    typer.Option(
        "--verbose/--no-verbose", "-v",
        help="Print on standard error which configuration is used, and what is built and skipped.",
    ),
]  # fmt: skip
Quiet = Annotated[
    bool | None,
    typer.Option(
        "--quiet/--no-quiet", "-q", help="Print no progress, and nothing if there are no findings."
    ),
]
