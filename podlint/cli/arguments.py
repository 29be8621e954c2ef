"""The command line: arguments in, text out, an exit code."""

import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated, cast

import typer

from podlint.cli.fail_on_unchecked import causes, completed
from podlint.cli.output import FAILED, Output, finish
from podlint.cli.rules import Format
from podlint.cli.run_cache import RunCache
from podlint.errors import PodlintError
from podlint.finding.severity import Profile
from podlint.startup.frozen import Frozen


class Process(Frozen):
    """What the commands have of the process.

    Attributes:
        cache: Where to keep what a run of `check` printed, or None.
        stdout: Standard output.
        stderr: Standard error.
    """

    cache: RunCache | None
    stdout: Output
    stderr: Output


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


def run(arguments: Sequence[str], cache: RunCache | None = None) -> int:
    """Run the command line and return its exit code: 0, 1, 2 or 130.

    Args:
        arguments: What comes after the name of the program.
        cache: Where to keep what a run of `check` printed.
    """
    stdout, stderr = Output(sys.stdout), Output(sys.stderr)
    # Typer writes what is wrong with the arguments itself.
    with redirect_stdout(cast("IO[str]", stdout)), redirect_stderr(cast("IO[str]", stderr)):
        code = _run(arguments, Process(cache, stdout, stderr))
    return finish(code, stdout, stderr)


def _run(arguments: Sequence[str], process: Process) -> int:
    try:
        _application(arguments)(completed(arguments), prog_name="podlint", obj=process)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except PodlintError as error:
        return _fail(process.stderr, str(error))
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("PODLINT_TRACEBACK"):
            raise
        return _fail(
            process.stderr,
            f"internal error, a fault of podlint: {type(error).__name__}: {error}",
            "PODLINT_TRACEBACK=1 shows where it happened",
        )
    return 0


def _application(arguments: Sequence[str]) -> typer.Typer:
    """The commands: all of them, or just `check` where that is what is called for.

    Typer makes a parser for every parameter of every command that it knows.
    """
    app = typer.Typer(
        name="podlint",
        help="Find what is wrong in the Pods of Kubernetes manifests, before they are deployed.",
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_main)
    app.command()(check)
    if arguments[:1] != ["check"]:
        from podlint.cli.explain import explain
        from podlint.cli.rules import COMMANDS

        for name, command in {"explain": explain, **COMMANDS}.items():
            app.command(name)(command)
    return app


def _fail(stderr: Output, *lines: str) -> int:
    for number, line in enumerate(lines):
        stderr.write_line(line if number else f"podlint: {line}")
    return FAILED


def _version(wanted: bool) -> None:
    if wanted:
        from podlint.version import KUBERNETES_VERSION, VERSION

        typer.echo(f"podlint {VERSION} (Kubernetes {KUBERNETES_VERSION})")
        raise typer.Exit


def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version


def check(
    context: typer.Context,
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
    pod_security: Annotated[
        str | None,
        typer.Option(
            metavar="LEVEL[:VERSION]",
            help="Hold Pods to this Pod Security Standard, whatever labels say: `restricted`.",
        ),
    ] = None,
    kubernetes_version: Annotated[
        str | None,
        typer.Option(metavar="VERSION", help="What the manifests are for: 1.37, or 1.33..1.37."),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="The configuration file, instead of the nearest upwards.")
    ] = None,
    isolated: Annotated[
        bool, typer.Option("--isolated", help="Read no configuration file.")
    ] = False,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="The least severity that makes the exit code 1.")
    ] = None,
    fail_on_unchecked: Annotated[
        str | None,
        typer.Option(
            metavar="[=CAUSE,...]",
            help="Exit with 1 if something was not checked: unreadable, fragment, placeholder, "
            "template, unknown-kind; all of them if none is named.",
        ),
    ] = None,
    show_files: Annotated[
        bool, typer.Option("--show-files", help="List all files with what became of them.")
    ] = False,
    stdin_filename: Annotated[
        str, typer.Option(metavar="PATH", help="What to call standard input in findings.")
    ] = "<stdin>",
    force_exclude: Annotated[
        bool, typer.Option("--force-exclude", help="Apply `exclude` to files that are named, too.")
    ] = False,
    complete: Annotated[
        bool,
        typer.Option(
            "--complete",
            help="Standard input is all that is applied together: `helm template . | podlint check "
            "--complete -`.",
        ),
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
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="The most processes at work.", show_default="one per processor"),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Check anew, even if nothing has changed.")
    ] = False,
    color: Annotated[Color, typer.Option(help="When to write colours.")] = Color.AUTO,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by rule instead of listing them.")
    ] = False,
) -> None:
    """Lint manifests.

    Exit code 0: clean; 1: findings at or above --fail-on; 2: podlint could not do its work.
    """
    from podlint.cli.check import Request, perform

    process: Process = context.obj
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
                    "pod-security": pod_security,
                    "fail-on": fail_on and fail_on.value,
                    "fail-on-unchecked": causes(fail_on_unchecked),
                    "kubernetes-version": kubernetes_version,
                }.items()
                if value is not None
            },
            config=config,
            isolated=isolated,
            stdin_filename=stdin_filename,
            force_exclude=force_exclude,
            complete=complete,
            require_objects=require_objects,
            show_suppressed=show_suppressed,
            fix=fix,
            unsafe_fixes=unsafe_fixes,
            diff=diff,
            color=_wants_color(color, process.stdout),
            statistics=statistics,
            show_files=show_files,
            jobs=jobs,
        ),
        sys.stdin,
        process.stdout,
        process.stderr,
        None if no_cache else process.cache,
    )
    raise typer.Exit(code)


def _wants_color(choice: Color, stdout: Output) -> bool:
    """--color over FORCE_COLOR over NO_COLOR over whether output goes to a terminal."""
    if choice is not Color.AUTO:
        return choice is Color.ALWAYS
    if os.environ.get("FORCE_COLOR"):
        return True
    return not os.environ.get("NO_COLOR") and stdout.isatty()
