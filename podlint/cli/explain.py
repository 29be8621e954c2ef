"""The command that explains the Pods of a file."""

from __future__ import annotations

import os
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from podlint.cli.output import Output
    from podlint.explain import Explanation


class ExplainFormat(StrEnum):
    """How explanations are written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def explain(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files and directories; `-` reads standard input."),
    ],
    form: Annotated[
        ExplainFormat, typer.Option("--format", "-f", help="How it is written.")
    ] = ExplainFormat.TEXT,
    version: Annotated[
        str,
        typer.Option(
            "--pod-security-version", metavar="VERSION", help="`latest`, or one such as `v1.29`."
        ),
    ] = "latest",
) -> None:
    """Explain the Pods of files: what they ask for, how they live, how safe they are.

    Requests by step of the start, QoS class, order of the start, restarts, shut-down, and the Pod
    Security Standards that they meet. HTML is one page: podlint explain -f html pod.yaml > pod.html
    """
    stdout: Output = context.obj.stdout
    explanations = _explanations(paths, version)
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
    stdout.write_ready(text.render(explanations, color=on_terminal, width=width))


def _explanations(paths: list[str], version: str) -> tuple[Explanation, ...]:
    from podlint.cli.project import find_config, read_config
    from podlint.config.config import default_config
    from podlint.document.encoding import UndecodableError, decoded
    from podlint.errors import PodlintError
    from podlint.explain import explain_paths, explain_text
    from podlint.rule.packs import installed_rules
    from podlint.startup.garbage import resume

    found = find_config(Path.cwd())
    config = read_config(found, installed_rules(paths)).config if found else default_config()
    resume()
    if "-" not in paths:
        return explain_paths(paths, version=version, config=config)
    if len(paths) > 1:
        raise PodlintError("`-` stands alone: standard input is one file, without a unit")
    if sys.stdin is None:
        raise PodlintError("standard input is closed")
    try:
        text = decoded(sys.stdin.buffer.read()).text
    except UndecodableError as error:
        message = f"-: {error}"
        raise PodlintError(message) from error
    explanation = explain_text(
        text,
        name="-",
        version=version,
        kinds=config.custom_kinds,
        kubernetes_version=config.kubernetes_version,
    )
    return (explanation,)
