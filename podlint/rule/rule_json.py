"""Rules as JSON, for programs; docs/how-to/rules-as-json.md describes the fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from podlint.rule.examples import read_example
from podlint.rule.packs import BUILTIN
from podlint.rule.rule import Rule
from podlint.rule.symptoms import symptoms_in
from podlint.version import HOMEPAGE

__all__ = ["Fixable", "options_of", "page_of", "rule_fields"]

Fixable = Callable[[Rule], Literal["safe", "unsafe"] | None]
"""Says whether podlint can fix what a rule finds, and how safe these fixes are."""


def rule_fields(rule: Rule, fixable: Fixable) -> dict[str, Any]:
    """Everything that is known about a rule, as JSON data."""
    return {
        "name": rule.name,
        "subject": rule.subject,
        "severity": rule.severity.value,
        "at_most": rule.at_most.value,
        "since": rule.since,
        "preview": rule.preview,
        "summary": rule.summary,
        "documentation": rule.documentation,
        "symptom": rule.symptom,
        "symptoms": [each.name for each in symptoms_in(rule.symptom)],
        "standards": rule.standards,
        "aliases": rule.aliases,
        "similar": dict(rule.similar),
        "options": sorted(rule.options.model_fields) if rule.options else [],
        "option_details": list(options_of(rule)),
        "fixable": fixable(rule),
        "examples": {
            "bad": [_example(each) for each in rule.bad],
            "good": [_example(each) for each in rule.good],
            "fixed": [_example(each) for each in rule.fixed],
        },
        "url": page_of(rule),
    }


def _example(marked: str) -> dict[str, Any]:
    example = read_example(marked)
    return {"text": example.text, "lines": [each.line for each in example.expected]}


def options_of(rule: Rule) -> Iterator[dict[str, Any]]:
    """The options of a rule: name, type as JSON schema, default value and description."""
    if rule.options is None:
        return
    for name, schema in rule.options.model_json_schema()["properties"].items():
        described = {"title", "default", "description"}
        yield {
            "name": name,
            "type": {key: value for key, value in schema.items() if key not in described},
            "default": schema.get("default"),
            "description": schema.get("description"),
        }


def page_of(rule: Rule) -> str | None:
    """The address of a rule's page; None for rules of other packs, which have none."""
    return f"{HOMEPAGE}/rules/{rule.name}/" if rule.module.startswith(f"{BUILTIN}.") else None
