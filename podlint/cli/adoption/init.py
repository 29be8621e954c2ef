"""The command ``podlint init``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from podlint.cli.named_path import named_file

if TYPE_CHECKING:
    from podlint.cli.adoption.proposal import Proposal
    from podlint.cli.output import Output
    from podlint.reading.inputs import Inputs

BASELINE = ".podlint-baseline.json"
"""The baseline that `podlint init --baseline` writes."""

_SETTINGS = ".podlint.yaml"
_DONE, _LEFT_TO_DO = 0, 1


def init(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[FOLDER]",
            parser=named_file,
            help="The folder with the manifests. Default: the current directory.",
            show_default=False,
        ),
    ] = Path(),
    baseline: Annotated[
        bool,
        typer.Option(
            "--baseline",
            help=f"Also accept all present findings in the file {BASELINE}, so that podlint reports "
            "only new ones.",
        ),
    ] = False,
    pre_commit: Annotated[
        bool,
        typer.Option("--pre-commit", help="Also add the hook to .pre-commit-config.yaml."),
    ] = False,
    github: Annotated[
        bool, typer.Option("--github", help="Also write a workflow of GitHub Actions.")
    ] = False,
    gitlab: Annotated[
        bool, typer.Option("--gitlab", help="Also add a job to .gitlab-ci.yml.")
    ] = False,
) -> None:
    """Set up podlint in a repository.

    podlint looks at the files, and writes a configuration .podlint.yaml with comments. It never
    overwrites a file: it adds to an existing one, or shows the change for you to make.

    The exit code is 0 if all files are in place, 1 if a change is left for you to make, or 2 if
    podlint failed.
    """
    from podlint.cli.adoption.setup import Setup

    process = context.obj
    setup = Setup(folder, process.stdout, process.stderr)
    ...
