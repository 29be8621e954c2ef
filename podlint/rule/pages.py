"""Rules for people: a page each, a table of all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from podlint.errors import PodlintError
from podlint.rule.examples import Example, read_example
from podlint.rule.index import INDEX, ListedRule, index_text
from podlint.rule.rule import Rule
from podlint.rule.similar_names import not_a_name, similar_to, usual_form


class UnknownRuleError(PodlintError):
    """No rule has the name; the message says which name is near."""


def find_rule(rules: Sequence[ListedRule], name: str) -> Rule:
    """The rule of a name or an alias, upper and lower case alike.

    Numbers of Trivy are known in all forms that it has used; see `podlint.rule.similar_names`.

    Raises:
        UnknownRuleError: There is none; a name that is only similar to one is not a name.
    """
    wanted = usual_form(name)
    names = {each.casefold(): rule for rule in rules for each in (rule.name, *rule.aliases)}
    if found := names.get(wanted):
        return found.rule
    if similar := similar_to(name, rules):
        raise UnknownRuleError(not_a_name(name, similar))
    close = get_close_matches(wanted, names, n=1)
    hint = f"did you mean {_hint(names, close[0])}?" if close else "`podlint rules` lists all rules"
    message = f"unknown rule `{name}`; {hint}"
    raise UnknownRuleError(message)


def _hint(names: Mapping[str, ListedRule], known: str) -> str:
    rule = names[known]
    if known == rule.name:
        return known
    return f"{next(each for each in rule.aliases if each.casefold() == known)} ({rule.name})"


def page(rule: Rule) -> str:
    """A rule's page, Markdown; ends with a line break.

    Its description, the similar checks of other tools, and what to look at in a cluster.
    """
    # Imported here: reports describe rules as well, and tell nothing of live clusters.
    from podlint.rule.symptom_pages import live_cluster

    looks = live_cluster(rule)
    sections = {"Similar checks of other tools": _similar(rule), "In a live cluster": looks}
    return description(rule) + "".join(
        f"\n## {title}\n\n{text}\n" for title, text in sections.items() if text
    )


def description(rule: Rule) -> str:
    """What is wrong, why, and examples, Markdown; ends with a line break."""
    parts = [f"# {rule.name}", rule.summary, _facts(rule)]
    if rule.documentation:
        parts.append(rule.documentation)
    if rule.options:
        parts += ["## Options", _options(rule)]
    parts += ["## Bad", *map(_example, rule.bad)]
    if rule.fixed:
        parts += ["## Fixed", "What `podlint check --fix` makes of it:", *map(_example, rule.fixed)]
    parts += ["## Good", *map(_example, rule.good)]
    parts += ["## Suppress it", f"```yaml\n# podlint: ignore[{rule.name}] the reason\n```"]
    return "\n\n".join(parts) + "\n"


def _facts(rule: Rule) -> str:
    facts = {
        "Severity": _severity(rule),
        "Since": rule.since + (", in preview" if rule.preview else ""),
        "What you see": rule.symptom.replace("<", "\\<").replace("*", "\\*"),
        "Standards": ", ".join(rule.standards),
        "Also called": ", ".join(rule.aliases),
    }
    rows = [f"| {name} | {value} |" for name, value in facts.items() if value]
    return "\n".join(["| | |", "|---|---|", *rows])


def _severity(rule: Rule) -> str:
    if rule.at_most is rule.severity:
        return rule.severity.value
    return f"{rule.severity.value}, at most {rule.at_most.value}"


def _options(rule: Rule) -> str:
    assert rule.options is not None
    rows = ["| option | default | meaning |", "|---|---|---|"]
    for name, info in rule.options.model_fields.items():
        default = info.get_default(call_default_factory=True, validated_data={})
        rows.append(f"| `{info.alias or name}` | `{json.dumps(default)}` | {info.description} |")
    return "\n".join(rows)


def _similar(rule: Rule) -> str:
    if not rule.similar:
        return ""
    rows = ["| check | difference |", "|---|---|"]
    rows += [f"| {name} | {difference} |" for name, difference in rule.similar]
    words = "These checks report something different, so their names are not aliases of this rule."
    return "\n".join([words, "", *rows])


def _example(marked: str) -> str:
    return "\n".join(["```yaml", *marked_lines(read_example(marked)), "```"])


def marked_lines(example: Example) -> Iterator[str]:
    """The lines of an example; a comment marks those with a finding."""
    wanted = {each.line for each in example.expected}
    for number, line in enumerate(example.text.splitlines(), 1):
        yield f"{line}  # <- here" if number in wanted else line


def index(rules: Sequence[Rule]) -> str:
    """The page that lists all rules by subject, Markdown; ends with a line break."""
    parts = ["# Rules"]
    for subject in sorted({rule.subject for rule in rules}):
        rows = ["| rule | severity | what is wrong |", "|---|---|---|"]
        rows += [
            f"| [{rule.name}]({rule.name}.md) | {rule.severity} | {rule.summary} |"
            for rule in rules
            if rule.subject == subject
        ]
        parts += [f"## {subject.replace('_', ' ').capitalize()}", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def pages(rules: Sequence[Rule]) -> dict[str, str]:
    """By file name, a page for each rule and the indices of rules and symptoms, Markdown."""
    from podlint.rule.symptom_pages import INDEX_PAGE, symptom_index

    return {
        **{f"{rule.name}.md": page(rule) for rule in rules},
        "index.md": index(rules),
        INDEX_PAGE: symptom_index(rules),
    }


def write_index(rules: Iterable[Rule], package: Path) -> None:
    """Write the index of a package of rules; see `podlint.rule.index`."""
    text = index_text(rules, lambda rule: rule_file(rule, package).stat().st_size)
    (package / INDEX).write_text(text, encoding="utf-8")


def rule_file(rule: Rule, package: Path) -> Path:
    """The file of a rule in a package with a folder for each subject."""
    return next((package / rule.subject).glob(f"{rule.name.replace('-', '_')}.*"))


if __name__ == "__main__":
    from importlib import import_module

    from podlint.rule.packs import BUILTIN, load_package

    folder = Path(import_module(BUILTIN).__path__[0])
    (folder / INDEX).unlink(missing_ok=True)
    write_index(load_package(BUILTIN), folder)
