"""What ``podlint rule`` and ``podlint rules`` print, in each format."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from podlint.cli.fixable import fixable
from podlint.cli.rule_list import table
from podlint.config.notes import Note, note_on
from podlint.document.visible import harmless, harmless_json, visible
from podlint.rule.index import ListedRule
from podlint.rule.pages import UnknownRuleError, find_rule, page
from podlint.rule.rule import Rule
from podlint.rule.rule_json import rule_fields
from podlint.rule.similar_names import not_a_name, similar_to
from podlint.rule.symptom_pages import section, with_symptom
from podlint.rule.symptoms import Symptom, symptoms_like, unknown

__all__ = ["as_json", "on_name", "on_symptom"]

_MOST_SYMPTOMS = 3
NO_NOTES: Mapping[str, Note] = MappingProxyType({})


def as_json(rules: Sequence[Rule]) -> str:
    """A list of rules as JSON; ends with a line break."""
    return _json([rule_fields(rule, fixable) for rule in rules])


def on_name(
    rules: Sequence[ListedRule],
    name: str,
    form: str,
    width: int,
    color: bool,
    notes: Mapping[str, Note] = NO_NOTES,
) -> str:
    """The description of the rule with a name; ends with a line break.

    If another linter has a similar rule of that name, as text and as Markdown this is the
    difference from each of podlint's rules, and the description if there is only one.

    Args:
        rules: All rules.
        name: The name or an alias of a rule, or the name of a similar rule.
        form: `text`, `json` or `markdown`.
        width: The number of columns, for `text`.
        color: Use colors, for `text`.
        notes: The notes of an organization.

    Raises:
        UnknownRuleError: No rule has the name; for `json`, also if one is only similar.
    """
    found = similar_to(name, rules)
    if not found:
        return _described(find_rule(rules, name), form, width, color, notes)
    if form == "json":
        raise UnknownRuleError(not_a_name(name, found))
    lines = "".join(f"- {rule.name}: {difference}\n" for rule, difference in found)
    text = harmless(f"podlint has no rule `{visible(name)}`. Similar rules:\n\n{lines}")
    if len(found) > 1:
        return text
    return f"{text}\n{_described(found[0][0].rule, form, width, color, notes)}"


def _described(rule: Rule, form: str, width: int, color: bool, notes: Mapping[str, Note]) -> str:
    note = note_on(rule, notes)
    if form == "json":
        added = {"note": note and {"text": note.text, "link": note.link}}
        return _json(rule_fields(rule, fixable) | added)
    if form == "markdown":
        added_text = f"\n## Note\n\n{note}\n" if note else ""
        return harmless(page(rule, fixable(rule)) + added_text)
    from podlint.cli.rule_page import rule_page

    return rule_page(rule, fixable(rule), width, color, note)


def on_symptom(rules: Sequence[ListedRule], text: str, form: str, width: int, color: bool) -> str:
    """What a symptom means, and the rules that find its causes; ends with a line break.

    Args:
        rules: All rules.
        text: The symptom, a part of its name, or a pasted line.
        form: `text`, `json` or `markdown`.
        width: The number of columns, for `text`.
        color: Use colors, for `text`.

    Raises:
        UnknownSymptomError: The text matches no symptom and no rule.
    """
    meant, found = symptoms_like(text)[:_MOST_SYMPTOMS], with_symptom(rules, text)
    if not meant and not found:
        raise unknown(text)
    if form == "json":
        return _json(
            {
                "symptoms": [_symptom_fields(each) for each in meant],
                "rules": [rule_fields(rule, fixable) for rule in found],
            }
        )
    if form == "markdown":
        return harmless("\n\n".join(section(each, found) for each in meant) + "\n")
    from podlint.cli.rule_page import symptom_page

    parts = [symptom_page(meant, width, color)] if meant else []
    if found:
        parts.append(harmless(f"Rules that find causes in manifests:\n\n{table(found, width)}"))
    return "\n".join(parts)


def _symptom_fields(symptom: Symptom) -> dict[str, object]:
    return {
        "name": symptom.name,
        "shown": symptom.shown,
        "means": symptom.means,
        "look": [{"run": each.run, "read": each.read} for each in symptom.look],
        "source": symptom.source,
    }


def _json(data: object) -> str:
    return harmless_json(json.dumps(data, indent=2) + "\n")
