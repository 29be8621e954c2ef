"""What is visited, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from podlint import Config, Report, lint_text
from podlint.authoring import ObjectSet, Problem, RuleOptions, Severity, rule
from podlint.engine.dispatch import Dispatches
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import Rule

NAMESPACES = [f"team-{number}" for number in range(30)]
TEXT = "---\n".join(
    f"""\
apiVersion: v1
kind: Pod
metadata: {{name: web, namespace: {name}, labels: {{app: web}}}}
spec:
  containers:
    - name: app
      image: app:1
---
apiVersion: v1
kind: Service
metadata: {{name: web, namespace: {name}}}
spec: {{selector: {{app: web}}, ports: [{{port: 80}}]}}
"""
    for name in NAMESPACES
)


class Limits(RuleOptions):
    least: int = 1
    most: int = 9


@rule(severity=Severity.WARNING, since="0.1", symptom="none", bad=TEXT, good=TEXT)
def set_of_objects(objects: ObjectSet, limits: Limits) -> Iterator[Problem]:
    """Says of every Pod which limit holds."""
    for pod in objects.named("Pod"):
        yield Problem(f"{pod.namespace} {limits.least}", at=pod.at)


def counted(rules: list[Rule], calls: Counter[str]) -> list[Rule]:
    """The same rules, whose calls are counted by their names."""

    def counting(one: Rule) -> Rule:
        def check(*given: Any) -> Iterator[Problem]:
            calls[one.name] += 1
            yield from one.check(*given)

        return one.replace(check=check)

    return [counting(each) for each in rules]


def lint(calls: Counter[str], rules: list[Rule], **settings: Any) -> Report:
    config = Config.model_validate(settings)
    return lint_text(TEXT, config=config, rules=counted(rules, calls))


SECTIONS: dict[str, dict[str, Any]] = {
    "a weight": {"severity": {set_of_objects.name: "info"}},
    "a choice": {"extend_select": [set_of_objects.name]},
    "the same option": {"options": {set_of_objects.name: {"least": 2}}},
}


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_a_rule_about_all_objects_runs_once_for_thirty_namespaces(section: dict[str, Any]) -> None:
    calls: Counter[str] = Counter()
    report = lint(calls, [set_of_objects], namespaces=dict.fromkeys(NAMESPACES, section))
    assert calls[set_of_objects.name] == 1
    assert len(report.findings) == len(NAMESPACES)


def test_it_runs_once_for_each_set_of_options_and_speaks_where_they_hold() -> None:
    calls: Counter[str] = Counter()
    options = [{"options": {set_of_objects.name: {"least": number % 3}}} for number in range(30)]
    report = lint(calls, [set_of_objects], namespaces=dict(zip(NAMESPACES, options, strict=True)))
    assert calls[set_of_objects.name] == 3
    assert {each.message for each in report.findings} == {
        f"{name} {number % 3}" for number, name in enumerate(NAMESPACES)
    }
    assert len(report.findings) == len(NAMESPACES)


def test_options_are_the_same_in_whatever_order_they_are_written() -> None:
    calls: Counter[str] = Counter()
    orders: list[dict[str, object]] = [{"least": 2, "most": 5}, {"most": 5, "least": 2}]
    namespaces = {
        name: {"options": {set_of_objects.name: orders[number % 2]}}
        for number, name in enumerate(NAMESPACES)
    }
    report = lint(calls, [set_of_objects], namespaces=namespaces)
    assert calls[set_of_objects.name] == 1
    assert len(report.findings) == len(NAMESPACES)


def test_where_it_is_ignored_it_says_nothing() -> None:
    calls: Counter[str] = Counter()
    ignored = {"namespaces": {NAMESPACES[3]: {"ignore": [set_of_objects.name]}}}
    report = lint(calls, [set_of_objects], **ignored)
    assert calls[set_of_objects.name] == 1
    assert len(report.findings) == len(NAMESPACES) - 1


def test_thirty_sections_cost_what_one_costs() -> None:
    """No rule of the catalogue is called more often, whatever it visits."""
    rules = list(load_package(BUILTIN))
    section = {"severity": {"naked-pod": "info"}}
    one, thirty = Counter[str](), Counter[str]()
    lint(one, rules, profile="strict", namespaces={"team-*": section})
    lint(thirty, rules, profile="strict", namespaces=dict.fromkeys(NAMESPACES, section))
    assert sum(one.values()) > 500
    assert thirty == one
    about_all = [each.name for each in rules if each.target is ObjectSet]
    assert max(one[name] for name in about_all) == 1
    assert sum(one[name] for name in about_all) > 5


def test_parts_with_the_same_settings_share_their_rules() -> None:
    config = Config.model_validate({"namespaces": {"team-*": {"ignore": ["naked-pod"]}}})
    dispatches = Dispatches(load_package(BUILTIN), config)
    first = dispatches.at("a.yaml", "team-1")
    assert dispatches.at("b.yaml", "team-2") is first
    assert dispatches.at("a.yaml", "other") is dispatches.at("a.yaml", None) is not first
    assert first.called("naked-pod") is None
