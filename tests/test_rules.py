"""Every built-in rule proves itself, and its page is current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from podlint.pack import BUILTIN, load_file, load_package
from podlint.reference import index, page
from podlint.rule import Rule
from podlint.testing import prove

ROOT = Path(__file__).parents[1]
RULES = load_package(BUILTIN)
SUBJECTS = {
    "pod_security", "validity", "probes", "lifecycle", "commands", "restarts", "init_containers",
    "resources", "volumes", "environment", "images", "network", "scheduling", "identity",
    "references", "metadata",
}  # fmt: skip


def files_of(rule: Rule) -> list[Path]:
    return sorted((ROOT / "rules" / rule.subject).glob(f"{rule.name.replace('-', '_')}.*"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_proves_its_examples(rule: Rule) -> None:
    prove(rule)


@pytest.mark.parametrize("path", sorted(ROOT.glob("rules/*/*.yaml")), ids=lambda path: path.stem)
def test_a_rule_as_yaml_is_one_that_a_project_could_have(path: Path) -> None:
    """podlint itself takes its own rules on trust."""
    assert load_file(path).name == path.stem.replace("_", "-")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_described(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert rule.documentation
    assert rule.symptom
    assert rule.subject in SUBJECTS
    assert re.fullmatch(r"\d+\.\d+", rule.since)
    assert not re.match(r"(no|require|disallow)-", rule.name)
    assert [path.suffix for path in files_of(rule)] in ([".py"], [".yaml"])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rules_page_is_current(rule: Rule) -> None:
    written = (ROOT / "docs" / "rules" / f"{rule.name}.md").read_text(encoding="utf-8")
    assert written == page(rule), "run `make rules`"


def test_the_index_of_rules_is_current() -> None:
    folder = ROOT / "docs" / "rules"
    assert (folder / "index.md").read_text(encoding="utf-8") == index(RULES), "run `make rules`"
    assert {path.stem for path in folder.glob("*.md")} == {rule.name for rule in RULES} | {"index"}


def test_every_rule_file_holds_a_rule() -> None:
    files = {
        path
        for path in (ROOT / "rules").rglob("*.*")
        if path.suffix != ".pyc" and path.name != "__init__.py"
    }
    assert files == {path for rule in RULES for path in files_of(rule)}
