"""The command that explains the Pods of a file."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ExplainFormat(StrEnum):
    """How explanations are written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def explain(
    paths: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Files; `-` reads standard input.")
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
    from podlint.config_file import find_config, read_config
    from podlint.explain import explain_text
    from podlint.pack import installed_rules

    found = find_config(Path.cwd())
    kinds = read_config(found, installed_rules()).config.custom_kinds if found else ()
    explanations = [
        explain_text(_text(path), name=path, version=version, kinds=kinds) for path in paths
    ]
    if form is ExplainFormat.JSON:
        from podlint.explain import json

        typer.echo(json.render(explanations), nl=False)
        return
    if form is ExplainFormat.HTML:
        from podlint.explain import html

        typer.echo(html.render(explanations), nl=False)
        return
    from podlint.explain import text

    on_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if on_terminal else None
    typer.echo(text.render(explanations, color=on_terminal, width=width), nl=False)


def _text(path: str) -> str:
    from podlint.errors import PodlintError

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8")
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise PodlintError(message) from error
    except UnicodeDecodeError as error:
        message = f"{path}: is not UTF-8 text: byte {error.start}"
        raise PodlintError(message) from error
