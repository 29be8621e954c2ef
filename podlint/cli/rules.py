"""The commands about rules: describe one, list them, create one, test those of a project."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from podlint.cli.completion import rules_like, subjects_like, symptoms_like
from podlint.cli.named_path import named_file, named_path
from podlint.cli.terminal import Color, wants_color, width_of
from podlint.finding.severity import Severity

if TYPE_CHECKING:
    from podlint.cli.output import Output
    from podlint.config.notes import Note
    from podlint.rule.index import ListedRule


class RuleFormat(StrEnum):
    """The formats of a rule's description."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class ListFormat(StrEnum):
    """The formats of the list of rules."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"


_ListForm = Annotated[
    ListFormat,
    typer.Option(
        "--format", "-f",
        help="The format of the list: a table, names only (`concise`), or everything that is "
        "known about each rule (`json`).",
    ),
]  # fmt: skip
_Symptoms = Annotated[
    bool, typer.Option("--symptoms", help="List the symptoms instead of the rules.")
]
_Schema = Annotated[
    bool, typer.Option("--schema", help="Print the JSON schema of a YAML rule, for editors.")
]
_ColorChoice = Annotated[Color, typer.Option(help="When to use colors.")]


def describe_rule(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            autocompletion=rules_like,
            help="The name of a rule, or its name in another linter.",
        ),
    ] = None,
    symptom: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            autocompletion=symptoms_like,
            help="Instead of a rule, describe a symptom, and list the rules that find its causes. "
            "Pass the text that kubectl shows, such as `CrashLoopBackOff`.",
        ),
    ] = None,
    form: Annotated[
        RuleFormat, typer.Option("--format", "-f", help="The format of the description.")
    ] = RuleFormat.TEXT,
    color: _ColorChoice = Color.AUTO,
) -> None:
    """Describe a rule or a symptom."""
    if (name is None) == (symptom is None):
        raise typer.BadParameter("expected either the name of a rule or --symptom TEXT")
    from podlint.cli import rule_answer

    stdout: Output = context.obj.stdout
    (rules, notes), width = _rules_and_notes(context), width_of(stdout)
    colored = wants_color(color, stdout)
    if symptom is not None:
        text = rule_answer.on_symptom(rules, symptom, form.value, width, colored)
    else:
        text = rule_answer.on_name(rules, name or "", form.value, width, colored, notes)
    stdout.write_ready(text)


def list_rules(
    context: typer.Context,
    subject: Annotated[
        str | None,
        typer.Option(
            metavar="SUBJECT", autocompletion=subjects_like,
            help="List only the rules of this subject, such as `probes`.",
        ),
    ] = None,
    severity: Annotated[
        Severity | None, typer.Option(help="List only rules with this default severity.")
    ] = None,
    symptom: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", autocompletion=symptoms_like,
            help="List only rules with this symptom, such as `CrashLoopBackOff`.",
        ),
    ] = None,
    fixable: Annotated[
        bool, typer.Option("--fixable", help="List only rules whose findings podlint can fix.")
    ] = False,
    form: _ListForm = ListFormat.TEXT,
    symptoms: _Symptoms = False,
    schema: _Schema = False,
) -> None:  # fmt: skip
    """List the rules."""
    stdout: Output = context.obj.stdout
    if schema:
        from podlint.rule.declared_schema import schema as schema_of_rules

        stdout.write_ready(schema_of_rules())
        return
    if symptoms:
        from podlint.rule.symptoms import all_symptoms

        stdout.write("".join(f"{each.name}\n" for each in all_symptoms()))
        return
    from podlint.cli.rule_answer import as_json
    from podlint.cli.rule_list import chosen, table

    rules = chosen(
        _rules(context),
        subject=subject,
        severity=severity,
        symptom=symptom,
        only_fixable=fixable,
    )
    if form is ListFormat.JSON:
        stdout.write_ready(as_json(rules))
    elif form is ListFormat.CONCISE:
        stdout.write("".join(f"{rule.name}\n" for rule in rules))
    else:
        stdout.write(table(rules, width_of(stdout) if stdout.isatty() else None))
        if not rules:
            context.obj.stderr.write_line("podlint: no rule matches all of these options")


def new_rule(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="The name of the rule. It says what is wrong, such as `probe-without-port`.",
        ),
    ],
    subject: Annotated[
        str | None,
        typer.Option(
            metavar="SUBJECT",
            help="The subject of the rule, such as `probes`. The rule is created in a subfolder "
            "with this name.",
        ),
    ] = None,
    folder: Annotated[
        Path,
        typer.Option(
            metavar="FOLDER", parser=named_file, help="The folder that contains all rules."
        ),
    ] = Path("rules"),
    yaml: Annotated[
        bool,
        typer.Option(
            "--yaml",
            help="Write the rule as YAML instead of Python. Outside of Python packages, all rules "
            "are YAML.",
        ),
    ] = False,
) -> None:
    """Create the file of a new rule from a template."""
    from podlint.cli.scaffold import write_rule

    path = write_rule(folder, subject, name, yaml=yaml)
    in_package = (folder / "__init__.py").exists()
    known = name if in_package else path
    typer.echo(f"created {path}; edit it, then test it with `podlint prove {known}`")
    if not in_package:
        typer.echo(f"to run it, name its folder in the configuration: `rules: [{folder}]`")


def prove_rules(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="RULE", autocompletion=rules_like, parser=named_path,
            help="The name of a rule, a YAML file with a rule, or a folder with such files.",
        ),
    ],
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print only the rules that fail.")
    ] = False,
) -> None:  # fmt: skip
    """Test that rules report exactly the findings that their examples mark."""
    from podlint.testing import prove

    failed = False
    for rule in _rules_meant(what, context):
        try:
            prove(rule.rule)
        except AssertionError as fault:
            failed = True
            typer.echo(str(fault))
        else:
            if not quiet:
                typer.echo(f"{rule.name}: all examples pass")
    raise typer.Exit(1 if failed else 0)


def _rules(context: typer.Context) -> "Sequence[ListedRule]":
    """All rules; after a warning, podlint's own if the local configuration is invalid."""
    return _rules_and_notes(context)[0]


def _rules_and_notes(
    context: typer.Context,
) -> "tuple[Sequence[ListedRule], Mapping[str, Note]]":
    """The same, with the notes of the local configuration."""
    from podlint.cli.project import rules_and_notes
    from podlint.errors import PodlintError
    from podlint.rule.packs import builtin_rules

    try:
        return rules_and_notes(Path.cwd())
    except (PodlintError, OSError) as error:
        stderr: Output = context.obj.stderr
        stderr.write_line(f"podlint: {error}; only podlint's own rules are known here")
        return builtin_rules(), {}


def _rules_meant(what: str, context: typer.Context) -> "Sequence[ListedRule]":
    """The rules in a folder or a YAML file, or the rule with a name."""
    from podlint.rule.packs import load_file, load_folder

    path = Path(what)
    if path.is_dir():
        return load_folder(path)
    if path.suffix:
        return [load_file(path)]
    from podlint.rule.pages import find_rule

    return [find_rule(_rules(context), what)]


COMMANDS: dict[str, Callable[..., None]] = {
    "rule": describe_rule,
    "rules": list_rules,
    "new-rule": new_rule,
    "prove": prove_rules,
}
"""The commands, by their names on the command line."""
