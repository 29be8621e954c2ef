"""The types of the command line's options: names, values, help texts and completions.

The annotations are values, not text, because Typer would have to compile text in every run.
"""

from enum import Enum, StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from podlint.cli.completion import rules_like, standards_like
from podlint.cli.named_path import named_file, named_path
from podlint.finding.severity import Profile


class FailOn(StrEnum):
    """The lowest severity that fails a run."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class Kustomize(StrEnum):
    """What to do with kustomizations."""

    BUILTIN = "builtin"
    BINARY = "binary"
    OFF = "off"


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...", parser=named_path,
        help="Files and directories, or `-` for standard input. Default: the current directory.",
        show_default=False,
    ),
]  # fmt: skip

Select = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULE", autocompletion=rules_like,
        help="Run only this rule: a name, or a pattern such as `probes/*`. Repeatable.",
    ),
]  # fmt: skip
ExtendSelect = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULE", autocompletion=rules_like,
        help="Run this rule in addition to the rules of --profile or --select. Repeatable.",
    ),
]  # fmt: skip
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULE", autocompletion=rules_like, help="Do not run this rule. Repeatable."
    ),
]
ProfileChoice = Annotated[
    Profile | None,
    typer.Option(
        help="Which findings to report. `minimal`: errors. `recommended`: errors and warnings. "
        "`strict`: errors, warnings and missing recommended practices. Default: recommended.",
    ),
]
Preview = Annotated[
    bool | None, typer.Option("--preview/--no-preview", help="Also run rules that are in preview.")
]
PodSecurity = Annotated[
    str | None,
    typer.Option(
        metavar="LEVEL[:VERSION]", autocompletion=standards_like,
        help="Check Pods against this Pod Security Standard, such as `restricted:v1.29`, instead "
        "of the standard that the labels of their Namespace set.",
    ),
]  # fmt: skip
KubernetesVersion = Annotated[
    str | None,
    typer.Option(
        metavar="VERSION",
        help="The Kubernetes version of the cluster, such as 1.37, or a range, such as 1.33..1.37.",
    ),
]
ConfigPath = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", parser=named_file,
        help="Use this configuration file. By default, podlint uses the nearest `.podlint.yaml`, "
        "or `pyproject.toml` with [tool.podlint], in the current directory or its parents.",
    ),
]  # fmt: skip
Isolated = Annotated[bool, typer.Option("--isolated", help="Do not read any configuration file.")]
ForceExclude = Annotated[
    bool | None,
    typer.Option(
        "--force-exclude/--no-force-exclude",
        help="Also apply the setting `exclude` to files that you name.",
    ),
]
IncludeBuilds = Annotated[
    bool | None,
    typer.Option(
        "--include-builds/--no-include-builds",
        help="Also report findings in the other files of builds that include your files.",
    ),
]
StdinFilename = Annotated[
    str,
    typer.Option(
        metavar="PATH", parser=named_path,
        help="The file name that findings show for standard input.",
    ),
]  # fmt: skip
Complete = Annotated[
    bool,
    typer.Option(
        "--complete",
        help="Standard input contains all objects that you apply together, so also report "
        "references to missing objects. Example: `helm template . | podlint check --complete -`.",
    ),
]
Base = Annotated[
    str | None,
    typer.Option(
        metavar="REVISION",
        help="Report only what changed since the merge base of HEAD and this git revision, such as "
        "`origin/main`: findings that are new, and findings in changed lines.",
    ),
]  # fmt: skip

ShowSettings = Annotated[
    bool,
    typer.Option(
        "--show-settings",
        help="Instead of checking, print the settings for the first path, and where each value "
        "comes from.",
    ),
]
FixNow = Annotated[
    bool | None, typer.Option("--fix/--no-fix", help="Apply safe fixes to the files.")
]
UnsafeFixes = Annotated[
    bool | None,
    typer.Option(
        "--unsafe-fixes/--no-unsafe-fixes",
        help="With --fix or --diff: include unsafe fixes, which you must review.",
    ),
]
Diff = Annotated[
    bool,
    typer.Option(
        "--diff", help="Print the changes that --fix would make. Exit with 1 if there are any."
    ),
]

FailOnChoice = Annotated[
    FailOn | None,
    typer.Option(help="Exit with 1 if any finding has at least this severity. Default: warning."),
]
FailOnUnchecked = Annotated[
    str | None,
    typer.Option(
        metavar="[=CAUSE,...]",
        help="Exit with 1 if podlint could not check something. To fail only for certain causes, "
        "name them: unreadable, fragment, placeholder, template, unknown-kind, kustomization.",
    ),
]  # fmt: skip
RequireObjects = Annotated[
    bool | None,
    typer.Option(
        "--require-objects/--no-require-objects",
        help="Exit with 1 if podlint finds no Kubernetes object.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="N", help="Maximum number of processes. Default: one per processor."
    ),
]
Cache = Annotated[
    bool | None, typer.Option("--cache/--no-cache", help="Use the cache. Default: use it.")
]
KustomizeChoice = Annotated[
    Kustomize | None,
    typer.Option(
        help="`builtin`: check what kustomizations build. `binary`: also compare the result with "
        "the build of kustomize or kubectl. `off`: check only the files. Default: builtin.",
    ),
]
Baseline = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", parser=named_file,
        help="Report only findings that are not in this baseline.",
    ),
]  # fmt: skip
WriteBaseline = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", parser=named_file,
        help="Write all findings to this baseline, so that later runs report only new findings.",
    ),
]  # fmt: skip
Exceptions = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", parser=named_file,
        help="Suppress the findings that this file of exceptions lists.",
    ),
]  # fmt: skip
AddSuppressions = Annotated[
    bool,
    typer.Option(
        "--add-suppressions",
        help="Write a suppression comment for each finding, or an annotation in a JSON file.",
    ),
]
Reason = Annotated[
    str | None, typer.Option(metavar="TEXT", help="With --add-suppressions: the reason to write.")
]


def given(**options: Any) -> dict[str, Any]:
    """The options of a command line that are given, as settings: by the name of the setting.

    Args:
        options: The values of options, by the field of the setting; None if not given.
    """
    return {
        name.replace("_", "-"): value.value if isinstance(value, Enum) else value
        for name, value in options.items()
        if value is not None
    }
