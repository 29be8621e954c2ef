"""The commands about rules: explain one, list them, write a new one, prove those of a project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from podlint.cli.options import Format

if TYPE_CHECKING:
    from podlint.rule.index import ListedRule


def explain_rule(
    name: Annotated[str | None, typer.Argument(help="The rule's name.")] = None,
    symptom: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="Say what this symptom means, and which rules find its cause."
        ),
    ] = None,
) -> None:
    """Explain a rule, or find rules by what one sees in the cluster."""
    from podlint.cli.project import known_rules
    from podlint.rule.pages import answer

    rules = known_rules(Path.cwd())
    if (name is None) == (symptom is None):
        raise typer.BadParameter("give a rule's name or --symptom TEXT")
    if symptom is not None:
        typer.echo(_by_symptom(rules, symptom))
    elif name is not None:
        typer.echo(answer(rules, name))


def _by_symptom(rules: Sequence[ListedRule], text: str) -> str:
    """What a symptom means, what to look at, and the rules that may be behind it."""
    from podlint.rule.pages import table
    from podlint.rule.symptom_pages import in_words, with_symptom
    from podlint.rule.symptoms import symptoms_like, unknown

    meant, found = symptoms_like(text), with_symptom(rules, text)
    if not meant and not found:
        raise unknown(text)
    parts = [in_words(each) for each in meant[:_MOST_SYMPTOMS]]
    if found:
        parts.append(f"Rules that find a cause of it in manifests:\n\n{table(found)}")
    return "\n\n".join(parts)


_MOST_SYMPTOMS = 3


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
        from podlint.rule.declared_schema import schema as card_schema

        typer.echo(card_schema(), nl=False)
        return
    from podlint.cli.project import known_rules
    from podlint.rule.pages import as_json, table

    rules = known_rules(Path.cwd())
    if form is Format.JSON:
        typer.echo(as_json(rules))
    elif form is Format.CONCISE:
        typer.echo("\n".join(rule.name for rule in rules))
    else:
        typer.echo(table(rules))


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
    from podlint.cli.scaffold import write_rule

    path = write_rule(folder, subject, name, yaml=yaml)
    known = name if (folder / "__init__.py").exists() else path
    typer.echo(f"{path}: written; fill it in, then prove it: podlint prove {known}")


def prove_rules(
    what: Annotated[
        str,
        typer.Argument(help="A rule's name, a file with a rule as YAML, or a folder of such."),
    ],
) -> None:
    """Check that rules find what their examples say, and nothing else."""
    from podlint.testing import prove

    failed = False
    for rule in _rules_meant(what):
        try:
            prove(rule.rule)
        except AssertionError as fault:
            failed = True
            typer.echo(str(fault))
        else:
            typer.echo(f"{rule.name}: finds what its examples say")
    raise typer.Exit(1 if failed else 0)


def _rules_meant(what: str) -> Sequence[ListedRule]:
    """The rules in a folder or a file of YAML, or the one that has a name."""
    from podlint.rule.packs import load_file, load_folder

    path = Path(what)
    if path.is_dir():
        return load_folder(path)
    if path.suffix:
        return [load_file(path)]
    from podlint.cli.project import known_rules
    from podlint.rule.pages import find_rule

    return [find_rule(known_rules(Path.cwd()), what)]


COMMANDS: dict[str, Callable[..., None]] = {
    "rule": explain_rule,
    "rules": list_rules,
    "new-rule": new_rule,
    "prove": prove_rules,
}
"""The commands by the names they have on the command line."""
