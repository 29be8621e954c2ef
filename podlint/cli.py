"""The command line: arguments in, text out, an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from podlint.errors import PodlintError
from podlint.finding import Profile

FAILED = 2
"""The exit code of podlint's own failures: usage, configuration, unreadable file."""

app = typer.Typer(
    name="podlint",
    help="Find what is wrong in the Pods of Kubernetes manifests, before they are deployed.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


class FailOn(StrEnum):
    """What fails a run."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class Color(StrEnum):
    """When to write colours."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code: 0, 1, 2 or 130."""
    try:
        app(list(arguments), prog_name="podlint")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except PodlintError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("PODLINT_TRACEBACK"):
            raise
        return _fail(
            f"internal error, a fault of podlint: {type(error).__name__}: {error}\n"
            "PODLINT_TRACEBACK=1 shows where it happened"
        )
    return 0


def _fail(message: str) -> int:
    typer.echo(f"podlint: {message}", err=True)
    return FAILED


def _version(wanted: bool) -> None:
    if wanted:
        from podlint.version import KUBERNETES_VERSION, VERSION

        typer.echo(f"podlint {VERSION} (Kubernetes {KUBERNETES_VERSION})")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version


@app.command()
def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files and directories; `-` reads standard input.", show_default="."),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="How findings are written to standard output.")
    ] = Format.TEXT,
    output: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT=FILE", help="Write a report to a file too; may be repeated."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Run just these rules: names, or subjects: `probes/*`."),
    ] = None,
    extend_select: Annotated[
        list[str] | None, typer.Option(metavar="RULE", help="Run these rules besides.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="RULE", help="Do not run these rules.")
    ] = None,
    profile: Annotated[
        Profile | None,
        typer.Option(help="The rules that run: what fails, what hurts (default), every practice."),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Run rules in preview too.")] = False,
    config: Annotated[
        Path | None, typer.Option(help="The configuration file, instead of the nearest upwards.")
    ] = None,
    isolated: Annotated[
        bool, typer.Option("--isolated", help="Read no configuration file.")
    ] = False,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="The least severity that makes the exit code 1.")
    ] = None,
    stdin_filename: Annotated[
        str, typer.Option(metavar="PATH", help="What to call standard input in findings.")
    ] = "<stdin>",
    force_exclude: Annotated[
        bool, typer.Option("--force-exclude", help="Apply `exclude` to files that are named, too.")
    ] = False,
    require_objects: Annotated[
        bool, typer.Option("--require-objects", help="Fail if no Kubernetes object is found.")
    ] = False,
    show_suppressed: Annotated[
        bool, typer.Option("--show-suppressed", help="Show suppressed findings, marked as such.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: fixes to look over, too.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change; 1 if anything.")
    ] = False,
    color: Annotated[Color, typer.Option(help="When to write colours.")] = Color.AUTO,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by rule instead of listing them.")
    ] = False,
) -> None:
    """Lint manifests.

    Exit code 0: clean; 1: findings at or above --fail-on; 2: podlint could not do its work.
    """
    from podlint.check import Request, perform

    code = perform(
        Request(
            paths=tuple(paths or ["."]),
            form=form.value,
            outputs=tuple(output or ()),
            settings={
                name: value
                for name, value in {
                    "select": select,
                    "extend-select": extend_select,
                    "ignore": ignore,
                    "profile": profile,
                    "preview": preview or None,
                    "fail-on": fail_on and fail_on.value,
                }.items()
                if value is not None
            },
            config=config,
            isolated=isolated,
            stdin_filename=stdin_filename,
            force_exclude=force_exclude,
            require_objects=require_objects,
            show_suppressed=show_suppressed,
            fix=fix,
            unsafe_fixes=unsafe_fixes,
            diff=diff,
            color=_wants_color(color),
            statistics=statistics,
        ),
        sys.stdin,
        sys.stdout,
        sys.stderr,
    )
    raise typer.Exit(code)


def _wants_color(choice: Color) -> bool:
    """--color over FORCE_COLOR over NO_COLOR over whether output goes to a terminal."""
    if choice is not Color.AUTO:
        return choice is Color.ALWAYS
    if os.environ.get("FORCE_COLOR"):
        return True
    return not os.environ.get("NO_COLOR") and sys.stdout.isatty()


@app.command("rule")
def explain_rule(
    name: Annotated[str | None, typer.Argument(help="The rule's name.")] = None,
    symptom: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="List the rules whose symptom holds this text."),
    ] = None,
) -> None:
    """Explain a rule, or find rules by what one sees in the cluster."""
    from podlint.config_file import known_rules
    from podlint.reference import find_rule, page, table, with_symptom

    rules = known_rules(Path.cwd())
    if (name is None) == (symptom is None):
        raise typer.BadParameter("give a rule's name or --symptom TEXT")
    if symptom is not None:
        found = with_symptom(rules, symptom)
        typer.echo(table(found) if found else f"no rule has a symptom like {symptom!r}")
    elif name is not None:
        typer.echo(page(find_rule(rules, name)))


@app.command("rules")
def list_rules(
    form: Annotated[
        Format, typer.Option("--format", "-f", help="A table, names, or JSON.")
    ] = Format.TEXT,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON schema of rules as YAML, for editors.")
    ] = False,
) -> None:
    """List all rules."""
    if schema:
        from podlint.card import schema as card_schema

        typer.echo(card_schema(), nl=False)
        return
    from podlint.config_file import known_rules
    from podlint.reference import as_json, table

    rules = known_rules(Path.cwd())
    if form is Format.JSON:
        typer.echo(as_json(rules))
    elif form is Format.CONCISE:
        typer.echo("\n".join(rule.name for rule in rules))
    else:
        typer.echo(table(rules))


@app.command("new-rule")
def new_rule(
    name: Annotated[str, typer.Argument(help="What is wrong, in hyphens: `probe-without-port`.")],
    subject: Annotated[
        str | None, typer.Option(help="The subject, which is the sub-folder: `probes`.")
    ] = None,
    folder: Annotated[
        Path, typer.Option(help="The folder of the rules.", show_default=True)
    ] = Path("rules"),
    yaml: Annotated[bool, typer.Option("--yaml", help="Write it as YAML, not Python.")] = False,
) -> None:
    """Write the one file that a new rule needs, with an example to fill in."""
    from podlint.scaffold import write_rule

    path = write_rule(folder, subject, name, yaml=yaml)
    proof = f"podlint prove {path}" if yaml else f"pytest tests/test_rules.py -k {name}"
    typer.echo(f"{path}: written; fill it in, then prove it: {proof}")


@app.command("prove")
def prove_rules(
    path: Annotated[Path, typer.Argument(help="A rule as YAML, or a folder of such rules.")],
) -> None:
    """Check that rules find what their examples say, and nothing else."""
    from podlint.pack import load_file, load_folder
    from podlint.testing import prove

    failed = False
    for rule in load_folder(path) if path.is_dir() else [load_file(path)]:
        try:
            prove(rule)
        except AssertionError as fault:
            failed = True
            typer.echo(str(fault))
        else:
            typer.echo(f"{rule.name}: finds what its examples say")
    raise typer.Exit(1 if failed else 0)
