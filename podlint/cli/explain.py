"""The command that explains the Pods of files."""

from __future__ import annotations

import os
import shutil
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from podlint.cli import options
from podlint.cli.named_path import named_path
from podlint.cli.terminal import Color, wants_color

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podlint.cli.output import Output
    from podlint.config.config import Config
    from podlint.explain import Explanation
    from podlint.rule.index import ListedRule

_FAILED = 2


class ExplainFormat(StrEnum):
    """The formats of explanations."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


_Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        parser=named_path,
        help="Files and directories, or `-` for standard input.",
    ),
]
_Form = Annotated[ExplainFormat, typer.Option("--format", "-f", help="The format of the output.")]
_Version = Annotated[
    str,
    typer.Option(
        "--pod-security-version",
        metavar="VERSION",
        help="The version of the Pod Security Standards: `latest`, or a version such as `v1.29`.",
    ),
]


def explain(
    context: typer.Context,
    paths: _Paths,
    form: _Form = ExplainFormat.TEXT,
    version: _Version = "latest",
    select: options.Select = None,
    extend_select: options.ExtendSelect = None,
    ignore: options.Ignore = None,
    profile: options.ProfileChoice = None,
    preview: options.Preview = None,
    pod_security: options.PodSecurity = None,
    kubernetes_version: options.KubernetesVersion = None,
    config: options.ConfigPath = None,
    isolated: options.Isolated = False,
    stdin_filename: options.StdinFilename = "<stdin>",
    force_exclude: options.ForceExclude = None,
    complete: options.Complete = False,
) -> None:
    """Explain how Kubernetes runs the Pods in files, and what is wrong with them.

    For each Pod, podlint shows the start order, the resource requests in each step, the QoS class,
    probes, restarts, termination, the Pod Security Standards that the Pod meets, and its findings.

    To write a single HTML page, run: podlint explain -f html pod.yaml > pod.html

    The exit code is 0, even if there are findings, or 2 if a file or an option cannot be used.
    """
    from podlint.cli.future_standards import future_standards
    from podlint.cli.output import tell
    from podlint.cli.project import project_of
    from podlint.reading.inputs import Inputs
    from podlint.startup.garbage import resume

    settings = options.given(
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        profile=profile,
        preview=preview,
        pod_security=pod_security,
        kubernetes_version=kubernetes_version,
        force_exclude=force_exclude,
    )
    project = project_of(paths, config, settings, Inputs(), isolated=isolated)
    chosen = project.config, project.rules
    tell(future_standards(chosen[0], version), context.obj.stderr)
    resume()
    if "-" in paths:
        found = _standard_input(paths, stdin_filename, version, chosen, complete)
        explanations: tuple[Explanation, ...] = (found,)
    else:
        explanations = _files(paths, version, chosen, complete)
    _write(explanations, form, context.obj.stdout)
    tell(_nothing_explained(explanations), context.obj.stderr)
    errors = [each for explanation in explanations for each in explanation.errors]
    for each in errors:
        context.obj.stderr.write_line(f"podlint: {each.path}: {each.message}")
    if errors:
        raise typer.Exit(_FAILED)


def _nothing_explained(explanations: tuple[Explanation, ...]) -> Iterator[str]:
    """Why there is no explanation; nothing if there is one, or if an error says why."""
    from podlint.report.view import plural

    if not explanations:
        yield "podlint: no YAML or JSON files found"
    elif not any(each.pods or each.errors for each in explanations):
        files = len({each.path for each in explanations})
        yield f"podlint: no Pods found in {plural(files, 'file')}, so nothing was explained"


def _write(explanations: tuple[Explanation, ...], form: ExplainFormat, stdout: Output) -> None:
    if form is ExplainFormat.HTML:
        stdout.use_utf8()
    from podlint.explain import render

    on_terminal = stdout.isatty()
    sized = on_terminal or "COLUMNS" in os.environ
    width = shutil.get_terminal_size().columns if sized else None
    color = wants_color(Color.AUTO, stdout)
    stdout.write_ready(render(explanations, form.value, color=color, width=width))


def _files(
    paths: list[str],
    version: str,
    chosen: tuple[Config, tuple[ListedRule, ...]],
    complete: bool,
) -> tuple[Explanation, ...]:
    from podlint.errors import PodlintError
    from podlint.explain import explain_paths

    if complete:
        message = (
            "--complete applies to standard input only; use `-` as the path, or remove the option"
        )
        raise PodlintError(message)
    config, rules = chosen
    return explain_paths(
        paths, version=version, config=config, rules=rules, force_exclude=config.force_exclude
    )


def _standard_input(
    paths: list[str],
    name: str,
    version: str,
    chosen: tuple[Config, tuple[ListedRule, ...]],
    complete: bool,
) -> Explanation:
    from podlint.cli.standard_input import read_stdin
    from podlint.document.encoding import UndecodableError
    from podlint.errors import PodlintError
    from podlint.explain import explain_text

    try:
        text = read_stdin(paths, sys.stdin)
    except UndecodableError as error:
        message = f"{name}: {error}"
        raise PodlintError(message) from error
    config, rules = chosen
    return explain_text(
        text, name=name, version=version, config=config, rules=rules, complete=complete
    )
