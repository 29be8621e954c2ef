"""Rules as Markdown: a page for each, and an index of all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path
from typing import Literal

from podlint.errors import PodlintError
from podlint.rule.examples import Example, read_example
from podlint.rule.index import INDEX, ListedRule, index_text
from podlint.rule.rule import Rule
from podlint.rule.similar_names import (
    former_names,
    names_elsewhere,
    not_a_name,
    similar_to,
    usual_form,
)


class UnknownRuleError(PodlintError):
    """No rule has the name; the message suggests a similar name."""


def find_rule(rules: Sequence[ListedRule], name: str) -> Rule:
    """The rule with a name or an alias; upper and lower case do not matter.

    Trivy's numbers are accepted in every form that it has used; see `podlint.rule.similar_names`.

    Raises:
        UnknownRuleError: No rule has the name. The name of a similar check does not count.
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


Safety = Literal["safe", "unsafe"] | None
"""How safe the fixes of a rule are; None if that is not known, or if it has none."""


def page(rule: Rule, safety: Safety = None) -> str:
    """A rule's page as Markdown, with a line break at the end.

    It has the rule's description, similar checks of other tools, and commands for a live cluster.

    Args:
        rule: The rule.
        safety: How safe its fixes are.
    """
    # Imported here: reports use `description`, and do not need symptoms.
    from podlint.rule.symptom_pages import live_cluster

    looks = live_cluster(rule)
    sections = {"Similar checks in other tools": _similar(rule), "In a live cluster": looks}
    return description(rule, safety) + "".join(
        f"\n## {title}\n\n{text}\n" for title, text in sections.items() if text
    )


def description(rule: Rule, safety: Safety = None) -> str:
    """What is wrong, an example, why it is wrong, and how to fix it, as Markdown.

    The smallest bad example comes first, with the good example that is most similar. The text ends
    with a line break.

    Args:
        rule: The rule.
        safety: How safe its fixes are.
    """
    pair = _smallest_pair(rule)
    parts = [f"# {rule.name}", rule.summary, _facts(rule, safety)]
    for title, example in zip(("## Bad", "## Good"), pair, strict=False):
        parts += [title, _example(example)]
    if rule.documentation:
        parts += ["## Why", rule.documentation]
    if rule.fixed:
        parts += ["## Fix", _FIXED, *map(_example, rule.fixed)]
    if rule.options:
        parts += ["## Options", _options(rule)]
    for title, examples in {"bad": rule.bad, "good": rule.good}.items():
        others = [each for each in examples if each not in pair]
        if others:
            parts += [f"## More {title} examples", *map(_example, others)]
    parts += ["## Suppress", _suppression(rule)]
    return "\n\n".join(parts) + "\n"


_FIXED = """\
`podlint check --fix` changes a bad example to the text below. If the finding calls its fix unsafe,
add `--unsafe-fixes` and review the change."""


def _smallest_pair(rule: Rule) -> tuple[str, ...]:
    """The bad example with the fewest lines, and the good one that is most like it.

    A rule that is not proved may have no examples; then the pair is not complete.
    """
    smallest = sorted(rule.bad, key=lambda text: text.count("\n"))[:1]
    lines = "".join(smallest).split("\n")

    def likeness(text: str) -> float:
        return SequenceMatcher(None, lines, text.split("\n")).ratio()

    return (*smallest, *sorted(rule.good, key=likeness, reverse=True)[:1])


def _escaped(text: str) -> str:
    """Text with characters of Markdown escaped, except in code."""
    parts = text.split("`")
    parts[::2] = [part.replace("<", "\\<").replace("*", "\\*") for part in parts[::2]]
    return "`".join(parts)


def _facts(rule: Rule, safety: Safety) -> str:
    options = "--fix --unsafe-fixes" if safety == "unsafe" else "--fix"
    facts = {
        "Severity": _severity(rule),
        "Subject": rule.subject,
        "Symptom": _escaped(rule.symptom),
        "Standards": ", ".join(rule.standards),
        "Fix": f"`podlint check {options}`" if rule.fixed else "",
        "Since": rule.since + (", in preview" if rule.preview else ""),
        "Same rule elsewhere": ", ".join(names_elsewhere(rule.aliases)),
        "Former names": ", ".join(former_names(rule.aliases)),
    }
    return "\n".join(f"- {name}: {value}" for name, value in facts.items() if value)


def _severity(rule: Rule) -> str:
    if rule.at_most is rule.severity:
        return rule.severity.value
    return f"{rule.severity.value}, or {rule.at_most.value} in some cases"


def _options(rule: Rule) -> str:
    assert rule.options is not None
    rows = ["| option | default | meaning |", "|---|---|---|"]
    for name, info in rule.options.model_fields.items():
        default = info.get_default(call_default_factory=True, validated_data={})
        rows.append(f"| `{info.alias or name}` | `{json.dumps(default)}` | {info.description} |")
    return "\n".join(rows)


def _suppression(rule: Rule) -> str:
    return f"```yaml\n# podlint: ignore[{rule.name}] the reason\n```"


def _similar(rule: Rule) -> str:
    if not rule.similar:
        return ""
    rows = ["| check | difference |", "|---|---|"]
    rows += [f"| {name} | {difference} |" for name, difference in rule.similar]
    words = "These checks differ from this rule, so podlint does not accept their names for it."
    return "\n".join([words, "", *rows])


def _example(marked: str) -> str:
    return "\n".join(["```yaml", *marked_lines(read_example(marked)), "```"])


def marked_lines(example: Example) -> Iterator[str]:
    """The lines of an example; a comment marks those with a finding."""
    wanted = {each.line for each in example.expected}
    for number, line in enumerate(example.text.splitlines(), 1):
        yield f"{line}  # <- here" if number in wanted else line


def index(rules: Sequence[Rule], safety_of: Callable[[Rule], Safety] = lambda _: None) -> str:
    """The page that lists all rules by subject, Markdown; ends with a line break.

    Args:
        rules: The rules.
        safety_of: Returns how safe the fixes of a rule are.
    """
    parts = ["# Rules", _INTRODUCTION.format(count=len(rules))]
    for subject in sorted({rule.subject for rule in rules}):
        rows = ["| rule | severity | fix | what is wrong |", "|---|---|---|---|"]
        rows += [
            f"| [{rule.name}]({rule.name}.md) | {rule.severity} "
            f"| {(safety_of(rule) or 'yes') if rule.fixed else 'no'} | {rule.summary} |"
            for rule in rules
            if rule.subject == subject
        ]
        parts += [f"## {subject.replace('_', ' ').capitalize()}", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


_INTRODUCTION = """\
podlint has {count} rules. The page of a rule shows a bad and a good manifest, explains the problem,
and says what to check in a live cluster. To search by what you see in the cluster, use the
[list of symptoms](symptoms.md)."""


def pages(
    rules: Sequence[Rule], safety_of: Callable[[Rule], Safety] = lambda _: None
) -> dict[str, str]:
    """By file name: a page for each rule, the index of rules and the list of symptoms, Markdown.

    Args:
        rules: The rules.
        safety_of: Returns how safe the fixes of a rule are.
    """
    from podlint.rule.symptom_pages import INDEX_PAGE, symptom_index

    return {
        **{f"{rule.name}.md": page(rule, safety_of(rule)) for rule in rules},
        "index.md": index(rules, safety_of),
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
