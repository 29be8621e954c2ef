"""The command line: its arguments, and the exit code of a run."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import IO, Annotated, Any, cast

import typer

from podlint.cli import options, report_options
from podlint.cli.completion import bash_line
from podlint.cli.fail_on_unchecked import causes, completed
from podlint.cli.output import FAILED, Output, finish
from podlint.cli.run_cache import RunCache
from podlint.cli.unknown_option import Command, Group
from podlint.errors import PodlintError
from podlint.startup.frozen import Frozen
from podlint.version import HOMEPAGE


class Process(Frozen):
    """The parts of the process that commands use.

    Attributes:
        cache: The cache for the output of `check`, or None.
        stdout: Standard output.
        stderr: Standard error.
    """

    cache: RunCache | None
    stdout: Output
    stderr: Output


def run(arguments: Sequence[str], cache: RunCache | None = None) -> int:
    """Run the command line and return its exit code: 0, 1, 2 or 130.

    Args:
        arguments: The arguments after the name of the program.
        cache: The cache for the output of `check`.
    """
    stdout, stderr = Output(sys.stdout), Output(sys.stderr)
    # Typer prints usage errors itself, to the streams of the process.
    with redirect_stdout(cast("IO[str]", stdout)), redirect_stderr(cast("IO[str]", stderr)):
        code = _run(arguments, Process(cache, stdout, stderr))
    return finish(code, stdout, stderr)


def _run(arguments: Sequence[str], process: Process) -> int:
    bash_line()
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
            f"internal error: {type(error).__name__}: {error}",
            f"This is a bug in podlint. To see the traceback, set PODLINT_TRACEBACK=1. Please "
            f"report it at {HOMEPAGE}.",
        )
    return 0


def _application(arguments: Sequence[str]) -> typer.Typer:
    """The application with all commands, or with `check` alone if that is called.

    Typer builds a parser for each parameter of each command, which takes time.
    """
    only_check = arguments[:1] == ["check"]
    app = typer.Typer(
        name="podlint",
        cls=Group,
        help="Find problems in the Pods and Pod templates of Kubernetes manifests before you "
        "deploy them.",
        epilog=f"Documentation: {HOMEPAGE}",
        add_completion=not only_check,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_main)
    app.command(cls=Command, epilog=_EPILOG)(check)
    if not only_check:
        from podlint.cli import baseline
        from podlint.cli.adoption.init import init
        from podlint.cli.config import print_schema, show_config
        from podlint.cli.explain import explain
        from podlint.cli.merge import merge
        from podlint.cli.render import render
        from podlint.cli.rules import COMMANDS
        from podlint.cli.suppressions import list_suppressions

        others: dict[str, Callable[..., None]] = {
            "init": init,
            "explain": explain,
            "config": show_config,
            "render": render,
            "merge": merge,
            "schema": print_schema,
            "suppressions": list_suppressions,
        }
        for name, command in (others | COMMANDS).items():
            app.command(name, cls=Command)(command)
        app.add_typer(_group(baseline.COMMANDS, "Maintain the baseline."), name="baseline")
    return app


def _group(commands: Mapping[str, Callable[..., None]], help_text: str) -> typer.Typer:
    """Commands below another one."""
    group = typer.Typer(
        cls=Group,
        help=help_text,
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name, command in commands.items():
        group.command(name, cls=Command)(command)
    return group


_EPILOG = """\
\b
Exit codes:
  0  Nothing fails the run.
  1  A finding has at least the severity --fail-on, or --diff,
     --fail-on-unchecked or --require-objects fails the run.
  2  podlint failed: wrong usage, invalid configuration, unreadable file,
     or internal error.

\b
Examples:
  podlint check deploy/
  podlint check --fix pod.yaml
  helm template . | podlint check --complete -
"""


def _fail(stderr: Output, *lines: str) -> int:
    for number, line in enumerate(lines):
        stderr.write_line(line if number else f"podlint: {line}")
    return FAILED


def _version(context: typer.Context, wanted: bool) -> None:
    if wanted:
        if context.params.get("verbose"):
            from podlint.cli.versions import versions

            typer.echo("\n".join(versions()))
            raise typer.Exit
        from podlint.version import KUBERNETES_VERSION, VERSION

        typer.echo(f"podlint {VERSION} (Kubernetes {KUBERNETES_VERSION})")
        raise typer.Exit


def _main(
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_version, help="Print the version and exit."),
    ] = False,
    # Eager options are processed first, so that the callback of `--version` knows this option.
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            "-v",
            is_eager=True,
            help="With --version, also print the versions of Python and all dependencies.",
        ),
    ] = False,
) -> None:
    del version
    if verbose:
        raise typer.BadParameter(
            "write it after the command, or use it with --version", param_hint="--verbose"
        )


def check(
    context: typer.Context,
    paths: options.Paths = None,
    select: options.Select = None,
    extend_select: options.ExtendSelect = None,
    ignore: options.Ignore = None,
    profile: options.ProfileChoice = None,
    preview: options.Preview = None,
    pod_security: options.PodSecurity = None,
    kubernetes_version: options.KubernetesVersion = None,
    kustomize: options.KustomizeChoice = None,
    config: options.ConfigPath = None,
    isolated: options.Isolated = False,
    show_settings: options.ShowSettings = False,
    force_exclude: options.ForceExclude = None,
    include_builds: options.IncludeBuilds = None,
    stdin_filename: options.StdinFilename = "<stdin>",
    complete: options.Complete = False,
    base: options.Base = None,
    baseline: options.Baseline = None,
    write_baseline: options.WriteBaseline = None,
    exceptions: options.Exceptions = None,
    add_suppressions: options.AddSuppressions = False,
    reason: options.Reason = None,
    form: report_options.Form = None,
    output: report_options.Outputs = None,
    category: report_options.Category = None,
    statistics: report_options.Statistics = None,
    show_files: report_options.ShowFiles = None,
    show_suppressed: report_options.ShowSuppressed = None,
    color: report_options.ColorChoice = None,
    quiet: report_options.Quiet = None,
    verbose: report_options.Verbose = None,
    fix: options.FixNow = None,
    unsafe_fixes: options.UnsafeFixes = None,
    diff: options.Diff = False,
    fail_on: options.FailOnChoice = None,
    fail_on_unchecked: options.FailOnUnchecked = None,
    require_objects: options.RequireObjects = None,
    jobs: options.Jobs = None,
    cache: options.Cache = None,
) -> None:
    """Check the Pods in Kubernetes manifests."""
    arguments = {name: value for name, value in locals().items() if name != "context"}
    raise typer.Exit(_perform(context.obj, arguments))


def _perform(process: Process, arguments: dict[str, Any]) -> int:
    """Check with the arguments of `check`, and return the exit code.

    Each argument that a `Request` does not have is a setting.
    """
    from podlint.cli.check import perform
    from podlint.cli.request import Request

    paths = tuple(arguments.pop("paths") or ["."])
    of_run = {name: arguments.pop(name) for name in Request.__annotations__ if name in arguments}
    for name in ("baseline", "exceptions"):
        arguments[name] = arguments[name] and str(arguments[name].absolute())
    arguments["format"] = arguments.pop("form")
    arguments["fail_on_unchecked"] = causes(arguments["fail_on_unchecked"])
    request = Request(paths=paths, settings=options.given(**arguments), **of_run)
    return perform(request, sys.stdin, process.stdout, process.stderr, process.cache)
