"""The command that shows which settings apply, and where each value comes from."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from podlint.cli import options
from podlint.cli.completion import rules_like
from podlint.cli.schemas import SchemaName


def print_schema(
    context: typer.Context,
    name: Annotated[
        SchemaName,
        typer.Argument(metavar="NAME", help=f"One of {', '.join(SchemaName)}.", show_default=False),
    ],
) -> None:
    """Print a JSON schema, for editors and other programs.

    `configuration` describes a .podlint.yaml, `rule` a rule in YAML, and `report` the report in the
    format json.
    """
    from podlint.cli.schemas import schema_text

    context.obj.stdout.write_ready(schema_text(name))


class ConfigFormat(StrEnum):
    """The formats of settings."""

    TEXT = "text"
    JSON = "json"


_Path = Annotated[
    str | None,
    typer.Argument(
        metavar="[PATH]",
        help="Show the settings for this file. By default, show the settings of the whole project, "
        "including the settings for paths, overlays and namespaces.",
        show_default=False,
    ),
]
_Form = Annotated[ConfigFormat, typer.Option("--format", "-f", help="The format of the output.")]
_Rule = Annotated[
    str | None,
    typer.Option(
        "--rule", metavar="RULE", autocompletion=rules_like,
        help="Show whether this rule runs, its severity and options, and the settings that "
        "determine them.",
    ),
]  # fmt: skip


def show_config(
    context: typer.Context,
    path: _Path = None,
    form: _Form = ConfigFormat.TEXT,
    rule: _Rule = None,
    select: options.Select = None,
    extend_select: options.ExtendSelect = None,
    ignore: options.Ignore = None,
    profile: options.ProfileChoice = None,
    preview: options.Preview = None,
    pod_security: options.PodSecurity = None,
    kubernetes_version: options.KubernetesVersion = None,
    kustomize: options.KustomizeChoice = None,
    fail_on: options.FailOnChoice = None,
    config: options.ConfigPath = None,
    isolated: options.Isolated = False,
) -> None:
    """Show which settings apply, and where each value comes from.

    The text is itself a configuration in YAML: each comment names the file, line and column of the
    value. Values that a later setting overrides are shown below it. If the objects in a file have
    other settings because of their namespace or a kustomization, the output contains these settings
    after a line with three hyphens.

    Exit code 0: done; 2: a file or an option cannot be used.
    """
    from podlint.cli.project import project_of
    from podlint.reading.inputs import Inputs

    inputs = Inputs()
    settings = options.given(
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        profile=profile,
        preview=preview,
        pod_security=pod_security,
        kubernetes_version=kubernetes_version,
        kustomize=kustomize,
        fail_on=fail_on,
    )
    project = project_of([path or "."], config, settings, inputs, isolated=isolated)
    if rule is not None:
        from podlint.cli.rule_settings import rule_json, rule_text

        show = rule_json if form is ConfigFormat.JSON else rule_text
        context.obj.stdout.write_ready(show(project, rule, path, inputs))
        return
    from podlint.cli.shown_settings import settings_json, settings_text

    show_all = settings_json if form is ConfigFormat.JSON else settings_text
    context.obj.stdout.write_ready(show_all(project, path, inputs))
