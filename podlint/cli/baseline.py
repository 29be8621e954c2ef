"""The options and the command that write a baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from podlint.cli import options
from podlint.cli.named_path import named_file

if TYPE_CHECKING:
    from podlint.cli.output import Output
    from podlint.config.config import Config
    from podlint.engine.linting import Linted
    from podlint.finding.report import Report
    from podlint.reading.inputs import Inputs
    from podlint.rule.index import ListedRule
    from podlint.suppression.baseline import Baseline

__all__ = ["COMMANDS", "report_and_baseline"]

_FAILED = 2

_FILE = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        parser=named_file,
        help="Prune this baseline. By default, podlint prunes the one in the setting `baseline`.",
    ),
]
_MOVED = Annotated[
    bool,
    typer.Option(
        "--moved",
        help="Keep the entries of files that have moved to another folder: change their paths to "
        "the files that now have the same findings.",
    ),
]


def report_and_baseline(
    path: Path,
    paths: Sequence[str],
    config: Config,
    rules: tuple[ListedRule, ...],
    inputs: Inputs,
    stderr: Output,
) -> Report:
    """Write a baseline with all findings of a run, and return the report with it.

    If the run does not check what kustomizations build, the baseline also gets the findings there,
    so that these are not new when the project turns that on.

    Args:
        path: The baseline. Entries in it for files and rules that do not run stay.
        paths: The files and directories to check.
        config: The settings.
        rules: The rules.
        inputs: The file system.
        stderr: The stream for messages.

    Raises:
        PodlintError: The file is not a baseline, or cannot be written.
    """
    from podlint.cli.whole_file import write_report
    from podlint.report.view import plural
    from podlint.suppression.baseline import baseline_text, counted
    from podlint.suppression.pruning import renewed

    baseline = _existing(path, inputs)
    linted = _linted(paths, config, rules, baseline)
    assert linted.baseline is not None
    state, built = linted.baseline, None
    if config.kustomize == "off":
        building = config.model_copy(update={"kustomize": "builtin"})
        built = _linted(paths, building, rules, baseline).baseline
    entries = renewed(state, built)
    write_report(path, baseline_text(entries))
    number = counted(entries)
    stderr.write_line(f"podlint: wrote {plural(number, 'finding')} to the baseline {path}")
    if (more := number - counted(renewed(state))) > 0:
        stderr.write_line(
            f"podlint: {more} of them are in what kustomizations build, which `kustomize: off` "
            "does not check"
        )
    if config.baseline is None:
        stderr.write_line(
            f"podlint: to use it, add `baseline: {path.name}` to the configuration, or pass "
            f"--baseline {path}"
        )
    return _all_in_baseline(linted, path)


def _existing(path: Path, inputs: Inputs) -> Baseline:
    """The baseline in a file; an empty one if there is no file."""
    from podlint.suppression.baseline import Baseline, read_baseline

    if inputs.exists(path):
        return read_baseline(path, inputs)
    return Baseline((), str(path.absolute().parent))


def _linted(
    paths: Sequence[str],
    config: Config,
    rules: tuple[ListedRule, ...],
    baseline: Baseline,
) -> Linted:
    from podlint.engine.dispatch import Dispatches
    from podlint.engine.linting import lint_files
    from podlint.engine.processes import processors
    from podlint.reading.inputs import Inputs
    from podlint.reading.reader import Reader

    reader = Reader(Inputs(), config.read_settings)
    return lint_files(
        reader,
        [Path(each) for each in paths],
        Dispatches(rules, config),
        config.force_exclude,
        jobs=processors() if config.jobs is None else config.jobs,
        baseline=baseline,
    )


def _all_in_baseline(linted: Linted, path: Path) -> Report:
    """The report after all findings were written to the baseline."""
    from podlint.finding.suppression import Suppression, SuppressionKind
    from podlint.reading.reader import reported_name

    own, name = Suppression(SuppressionKind.BASELINE, ""), reported_name(path)
    return linted.report.replace(
        findings=tuple(
            each if each.suppressed else each.replace(suppressed=own)
            for each in linted.report.findings
            if each.location.path != name
        )
    )


def prune(
    context: typer.Context,
    paths: options.Paths = None,
    moved: _MOVED = False,
    baseline: _FILE = None,
    config: options.ConfigPath = None,
    isolated: options.Isolated = False,
) -> None:
    """Remove the entries of the baseline that no longer match a finding.

    podlint removes entries only if it checks their files and runs their rules. Without PATH, it
    checks the folder of the baseline. Entries of a renamed file get its new name.

    Exit code 0: done; 2: a file or an option cannot be used.
    """
    from podlint.cli.project import project_of
    from podlint.cli.reports import tell_errors
    from podlint.cli.whole_file import write_whole
    from podlint.errors import PodlintError
    from podlint.reading.inputs import Inputs
    from podlint.reading.reader import reported_name
    from podlint.suppression.baseline import baseline_text, counted, read_baseline
    from podlint.suppression.entries import root_of
    from podlint.suppression.pruning import pruned

    inputs = Inputs()
    project = project_of(paths or ["."], config, {}, inputs, isolated=isolated)
    if baseline is None:
        if project.config.baseline is None:
            message = "no baseline; set `baseline` in the configuration, or pass --baseline FILE"
            raise PodlintError(message)
        baseline = Path(root_of(project.config, "baseline"), project.config.baseline)
    before = read_baseline(baseline, inputs)
    wanted = paths or [str(baseline.parent)]
    linted = _linted(wanted, project.config, project.rules, before)
    is_gone: Callable[[str], bool] | None = None
    if moved:

        def is_gone(path: str) -> bool:
            return not inputs.exists(Path(before.folder, path))

    assert linted.baseline is not None
    after = pruned(linted.baseline, is_gone)
    write_whole(baseline, baseline_text(after.entries))
    numbers = {"removed": after.removed, "renamed": after.renamed, "moved": after.moved}
    done = ", ".join(f"{number} {word}" for word, number in numbers.items() if number)
    left = counted(after.entries)
    context.obj.stdout.write(
        f"{reported_name(baseline)}: {done or 'nothing to prune'}, {left} left\n"
    )
    if tell_errors(linted.report, context.obj.stderr):
        raise typer.Exit(_FAILED)


COMMANDS: dict[str, Callable[..., None]] = {"prune": prune}
"""The commands about the baseline, by their names below `podlint baseline`."""
