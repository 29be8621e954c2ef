"""Symptoms as text: the list of symptoms, and what to check in a live cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from podlint.rule.index import ListedRule
from podlint.rule.rule import Rule
from podlint.rule.symptoms import (
    Look,
    Symptom,
    all_symptoms,
    explained,
    symptoms_in,
    symptoms_like,
)

INDEX_PAGE = "symptoms.md"
"""The name of the index, in the folder of the rules' pages."""

_INTRODUCTION = """\
Find the symptom that you see in the cluster. Each entry says what the symptom means, what to check
next, and which rules can find its cause in a manifest. Replace words in capitals, such as `POD`,
with the names of your objects. `podlint rule --symptom TEXT` prints the entries that match a text,
such as a line of kubectl's output.
"""


def with_symptom(rules: Iterable[ListedRule], text: str) -> list[Rule]:
    """The rules that may find the cause of a symptom.

    Args:
        rules: The rules to choose from.
        text: The symptom's name, a part of it, a pasted line, or words of `Rule.symptom`.
    """
    meant = set(symptoms_like(text))
    return [
        rule
        for rule in (each.rule for each in rules)
        if _holds(rule.symptom, text) or not meant.isdisjoint(symptoms_in(rule.symptom))
    ]


def _holds(symptom: str, text: str) -> bool:
    plain = symptom.replace("`", "")
    return bool(text.strip()) and text.replace("`", "").strip().casefold() in plain.casefold()


def live_cluster(rule: Rule) -> str:
    """What to check for the symptoms that a rule names, Markdown; empty if it names none."""
    parts = []
    seen: set[str] = set()
    for symptom in explained(rule.symptom, rule.subject):
        looks = [each for each in symptom.look if each.run not in seen]
        seen.update(each.run for each in looks)
        if looks:
            link = f"[{symptom.name}]({INDEX_PAGE}#{symptom.anchor})"
            parts.append(f"{link}: {symptom.means}\n\n{_looks(looks)}")
    return "\n\n".join(parts)


def symptom_index(rules: Sequence[Rule]) -> str:
    """The page that lists symptoms and their rules, Markdown; ends with a line break."""
    parts = [
        "# Symptoms",
        _INTRODUCTION.rstrip(),
        "\n".join(_contents()),
    ]
    parts += [section(symptom, rules) for symptom in all_symptoms()]
    return "\n\n".join(parts) + "\n"


def section(symptom: Symptom, rules: Iterable[Rule]) -> str:
    """A symptom's section of that page, Markdown: meaning, commands and rules."""
    parts = [
        f"## {symptom.name}",
        f"{symptom.means} Shown in: {symptom.shown}.",
        _looks(symptom.look),
        "\n".join(_rows(symptom, rules)),
        f"See also [the Kubernetes documentation]({symptom.source}).",
    ]
    return "\n\n".join(parts)


def _contents() -> Iterator[str]:
    yield "| symptom | shown in |"
    yield "|---|---|"
    for symptom in all_symptoms():
        yield f"| [{symptom.name}](#{symptom.anchor}) | {symptom.shown} |"


def _rows(symptom: Symptom, rules: Iterable[Rule]) -> Iterator[str]:
    yield "| rule | what is wrong |"
    yield "|---|---|"
    for rule in rules:
        if symptom.position(rule.symptom) is not None:
            yield f"| [{rule.name}]({rule.name}.md) | {rule.summary} |"


def _looks(looks: Iterable[Look]) -> str:
    return "\n".join(f"- `{each.run}`: {each.read}" for each in looks)
