"""Other tools' names that stand for a rule: the rule says what the other tools' checks say.

The pairs of manifests that prove it are in `aliases.toml`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from podlint import Config, lint_text
from podlint.rule.examples import read_example
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import Rule

ROOT = Path(__file__).parents[2]
PAIRS: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests" / "aliases.toml").read_text(encoding="utf-8")
)["pair"]
RULES = {rule.name: rule for rule in load_package(BUILTIN)}
CASES = [(pair, name) for pair in PAIRS for name in pair["names"]]


def manifest(given: str | int, examples: tuple[str, ...]) -> str:
    """A manifest of the file; a number means one of the rule's own examples."""
    return read_example(examples[given]).text if isinstance(given, int) else given


def found(text: str, name: str) -> list[str]:
    """The rules that report something if one is chosen by a name, as a user would choose it."""
    report = lint_text(text, config=Config(select=(name,)), complete=True)
    assert not report.errors
    return [finding.rule for finding in report.findings]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_an_alias_has_a_pair_of_manifests(rule: Rule) -> None:
    proven = {name for pair in PAIRS if pair["rule"] == rule.name for name in pair["names"]}
    assert set(rule.aliases) <= proven, "prove it in tests/aliases.toml, or say it is `similar`"
    assert proven <= {rule.name, *rule.aliases}, "names in tests/aliases.toml that it does not have"


def test_pairs_are_about_rules_that_exist() -> None:
    assert {pair["rule"] for pair in PAIRS} <= RULES.keys()
    assert all(pair["bad"] and pair["reports"] for pair in PAIRS)


@pytest.mark.parametrize(("pair", "name"), CASES, ids=[f"{name}" for _, name in CASES])
def test_an_alias_says_what_the_other_tool_says(pair: dict[str, Any], name: str) -> None:
    rule = RULES[pair["rule"]]
    for given in pair["bad"]:
        text = manifest(given, rule.bad)
        assert set(found(text, name)) == {rule.name}, f"{name} reports this:\n{text}"
    text = manifest(pair["good"], rule.good)
    assert not found(text, name), f"{name} does not report this:\n{text}"
