"""The command ``podlint init``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from podlint.cli.named_path import named_file

if TYPE_CHECKING:
    from podlint.cli.adoption.proposal import Proposal
    from podlint.cli.adoption.setup import Setup
    from podlint.cli.output import Output

_DONE, _LEFT_TO_DO, _FAILED = 0, 1, 2


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
            help="Also accept all current findings, in a file .podlint-baseline.json, so that "
            "podlint reports only new findings.",
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
    overwrites a file. It adds lines to an existing file, or prints the change for you to make.

    The exit code is 0 if all files are in place, 1 if a change is left for you to make, or 2 if
    podlint failed.
    """
    from podlint.cli.adoption.setup import BASELINE, Setup, Wishes
    from podlint.reading.inputs import Inputs

    stdout, stderr = context.obj.stdout, context.obj.stderr
    setup = Setup(folder, Inputs())
    settings = setup.settings(baseline)
    # All files are read before the first one is written.
    others = list(setup.others(Wishes(baseline, pre_commit, github, gitlab)))
    code = _DONE if _put(settings, setup, stdout) else _LEFT_TO_DO
    if baseline:
        path = setup.baseline() or settings.path.parent / BASELINE
        if not _accept(path, settings.path, folder, stdout, stderr):
            code = _FAILED
    for each in others:
        if not _put(each, setup, stdout):
            code = max(code, _LEFT_TO_DO)
    stdout.write_line(_next(baseline, pre_commit))
    raise typer.Exit(code)


def _put(proposal: Proposal, setup: Setup, stdout: Output) -> bool:
    from podlint.cli.adoption.proposal import put

    said, done = put(proposal, setup.root, setup.inputs)
    stdout.write_ready(said)
    return done


def _accept(path: Path, settings: Path, folder: Path, stdout: Output, stderr: Output) -> bool:
    """Write the baseline; return whether all files could be checked."""
    from podlint.cli.baseline import report_and_baseline
    from podlint.cli.project import project_of
    from podlint.cli.reports import tell_errors
    from podlint.reading.inputs import Inputs
    from podlint.reading.reader import reported_name

    path = Path(name := reported_name(path))
    inputs = Inputs()
    if inputs.exists(path):
        stdout.write_line(f"unchanged {name}: to update it, run `podlint baseline prune`")
        return True
    project = project_of([str(folder)], settings, {}, inputs)
    report = report_and_baseline(path, [str(folder)], project.config, project.rules, inputs, stderr)
    stdout.write_line(f"created {name}")
    return not tell_errors(report, stderr)


def _next(baseline: bool, pre_commit: bool) -> str:
    """What to do next."""
    steps = ["review and commit these files"]
    if pre_commit:
        steps.append("run `pre-commit install`")
    if not baseline:
        steps.append("run `podlint check`; to accept what it finds, run `podlint init --baseline`")
    return f"next: {', then '.join(steps)}"
