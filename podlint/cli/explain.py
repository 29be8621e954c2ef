"""The command that explains the Pods of files."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from podlint.finding.severity import Profile

if TYPE_CHECKING:
    from podlint.cli.output import Output
    from podlint.config.config import Config
    from podlint.explain import Explanation
    from podlint.rule.index import ListedRule

_FAILED = 2
_Names = list[str] | None


class ExplainFormat(StrEnum):
    """The formats of explanations."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


_Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files and directories; `-` reads standard input."),
]
_Form = Annotated[ExplainFormat, typer.Option("--format", "-f", help="Output format.")]
_Version = Annotated[
    str,
    typer.Option(
        "--pod-security-version",
        metavar="VERSION",
        help="Version of the Pod Security Standards: `latest`, or one such as `v1.29`.",
    ),
]
_Select = Annotated[_Names, typer.Option(metavar="RULE", help="Show findings of these rules only.")]
_ExtendSelect = Annotated[
    _Names, typer.Option(metavar="RULE", help="Also show findings of these rules.")
]
_Ignore = Annotated[
    _Names, typer.Option(metavar="RULE", help="Do not show findings of these rules.")
]
_Profile = Annotated[
    Profile | None, typer.Option(help="Profile of the rules, as for `podlint check`.")
]
_Preview = Annotated[bool, typer.Option("--preview", help="Also run rules in preview.")]
_PodSecurity = Annotated[
    str | None,
    typer.Option(
        metavar="LEVEL[:VERSION]",
        help="Pod Security Standard that Pods must meet, regardless of Namespace labels.",
    ),
]
_KubernetesVersion = Annotated[
    str | None,
    typer.Option(metavar="VERSION", help="Kubernetes version of the cluster: 1.37, or 1.33..1.37."),
]
_Config = Annotated[
    Path | None, typer.Option(help="Configuration file to use instead of the nearest one.")
]
_Isolated = Annotated[bool, typer.Option("--isolated", help="Do not read a configuration file.")]
_StdinFilename = Annotated[
    str, typer.Option(metavar="PATH", help="File name to show for standard input.")
]
_ForceExclude = Annotated[
    bool, typer.Option("--force-exclude", help="Also apply `exclude` to files in PATH.")
]
_Complete = Annotated[
    bool,
    typer.Option(
        "--complete", help="Standard input contains all objects that are applied together."
    ),
]


def explain(
    context: typer.Context,
    paths: _Paths,
    form: _Form = ExplainFormat.TEXT,
    version: _Version = "latest",
    select: _Select = None,
    extend_select: _ExtendSelect = None,
    ignore: _Ignore = None,
    profile: _Profile = None,
    preview: _Preview = False,
    pod_security: _PodSecurity = None,
    kubernetes_version: _KubernetesVersion = None,
    config: _Config = None,
    isolated: _Isolated = False,
    stdin_filename: _StdinFilename = "<stdin>",
    force_exclude: _ForceExclude = False,
    complete: _Complete = False,
) -> None:
    """Explain the Pods in files: their resources, their life, and what is wrong with them.

    For each Pod: start order, requests by step, QoS class, probes, restarts, termination, the Pod
    Security Standards that it meets, and the findings of `podlint check` with the same options. The
    HTML format is a single page: podlint explain -f html pod.yaml > pod.html

    Exit code 0: done, even with findings; 2: a file or an option could not be used.
    """
    settings = {
        name: value
        for name, value in {
            "select": select,
            "extend-select": extend_select,
            "ignore": ignore,
            "profile": profile,
            "preview": preview or None,
            "pod-security": pod_security,
            "kubernetes-version": kubernetes_version,
        }.items()
        if value is not None
    }
    chosen = _settings(paths, config, isolated, settings)
    if "-" in paths:
        found = _standard_input(paths, stdin_filename, version, chosen, complete)
        explanations: tuple[Explanation, ...] = (found,)
    else:
        explanations = _files(paths, version, chosen, complete, force_exclude)
    _write(explanations, form, context.obj.stdout)
    errors = [each for explanation in explanations for each in explanation.errors]
    for each in errors:
        context.obj.stderr.write_line(f"podlint: {each.path}: {each.message}")
    if errors:
        raise typer.Exit(_FAILED)


def _write(explanations: tuple[Explanation, ...], form: ExplainFormat, stdout: Output) -> None:
    if form is ExplainFormat.JSON:
        from podlint.explain import json

        stdout.write_ready(json.render(explanations))
        return
    if form is ExplainFormat.HTML:
        from podlint.explain import html

        stdout.write_ready(html.render(explanations))
        return
    from podlint.explain import text

    on_terminal = stdout.isatty()
    sized = on_terminal or "COLUMNS" in os.environ
    width = shutil.get_terminal_size().columns if sized else None
    from podlint.cli.terminal import Color, wants_color

    color = wants_color(Color.AUTO, stdout)
    stdout.write_ready(text.render(explanations, color=color, width=width))


def _settings(
    paths: list[str], path: Path | None, isolated: bool, settings: Mapping[str, Any]
) -> tuple[Config, tuple[ListedRule, ...]]:
    """The settings and the rules, as `podlint check` finds them."""
    from podlint.cli.project import find_config, read_config
    from podlint.config.config import default_config, overridden
    from podlint.reading.files import require_working_folder
    from podlint.rule.packs import installed_rules
    from podlint.startup.garbage import resume

    require_working_folder()
    if path is None and not isolated:
        path = find_config(Path.cwd())
    config, rules = default_config(), installed_rules(paths)
    if path:
        file = read_config(path, rules)
        config, rules = file.config, file.rules
    config = overridden(config, settings)
    resume()
    return config, rules


def _files(
    paths: list[str],
    version: str,
    chosen: tuple[Config, tuple[ListedRule, ...]],
    complete: bool,
    force_exclude: bool,
) -> tuple[Explanation, ...]:
    from podlint.errors import PodlintError
    from podlint.explain import explain_paths

    if complete:
        raise PodlintError("--complete is for standard input (`-`) only")
    config, rules = chosen
    return explain_paths(
        paths, version=version, config=config, rules=rules, force_exclude=force_exclude
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
