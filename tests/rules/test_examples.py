"""Every built-in rule proves itself, and what is made of all of them is current."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from podlint.config.config import Config, ConfigError, parse_config
from podlint.engine.dispatch import Dispatches
from podlint.rule.declared import DeclaredCheck
from podlint.rule.index import INDEX, IndexRow, index_text
from podlint.rule.packs import BUILTIN, load_file, load_package, load_rule, rows_of
from podlint.rule.pages import page, rule_file, write_index
from podlint.rule.pages import pages as all_pages
from podlint.rule.rule import Rule, RuleHead
from podlint.rule.symptom_pages import INDEX_PAGE, symptom_index
from podlint.testing import prove

ROOT = Path(__file__).parents[2]
RULES = load_package(BUILTIN)
SUBJECTS = {
    "admission", "controllers",
    "pod_security", "validity", "probes", "lifecycle", "commands", "restarts", "init_containers",
    "resources", "volumes", "environment", "images", "network", "scheduling", "identity",
    "references", "metadata", "static_pods", "suppressions",
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
def test_a_rule_has_a_page(rule: Rule) -> None:
    lines = page(rule).splitlines()
    assert lines[0] == f"# {rule.name}"
    assert lines[2] == rule.summary
    assert sum(line.endswith("# <- here") for line in lines) >= len(rule.bad)
    for headings in ("## Bad", "## Good"):
        assert lines.count(headings) == 1


def test_every_rule_and_each_index_has_a_page() -> None:
    pages = all_pages(RULES)
    assert pages.keys() == {"index.md", INDEX_PAGE, *(f"{rule.name}.md" for rule in RULES)}
    for rule in RULES:
        assert pages[f"{rule.name}.md"] == page(rule)
        assert f"[{rule.name}]({rule.name}.md)" in pages["index.md"]
    assert pages[INDEX_PAGE] == symptom_index(RULES)
    rated = all_pages(RULES, lambda rule: "unsafe" if rule.fixed else None)
    assert " | unsafe | " in rated["index.md"]
    assert "`podlint check --fix --unsafe-fixes`" in rated["quotes-in-argument.md"]


def test_the_index_in_the_package_is_current() -> None:
    written = (ROOT / "rules" / INDEX).read_text(encoding="utf-8")
    wanted = index_text(RULES, lambda rule: files_of(rule)[0].stat().st_size)
    assert written == wanted, "run `make rules`"


def test_a_rule_that_the_index_does_not_know_is_found_all_the_same(
    search_path: Path,
) -> None:
    package = search_path / "acme_rules"
    shutil.copytree(ROOT / "rules" / "probes", package / "probes")
    for path in (package, package / "probes"):
        (path / "__init__.py").touch()
    known, *others = rows_of("acme_rules")
    write_index([known.rule], package)
    known, *unknown = rows_of("acme_rules")
    assert isinstance(known, IndexRow)
    Dispatches([known], Config()).at("a.yaml", None)
    assert "rule" not in vars(known)
    assert {type(each) for each in unknown} == {Rule}
    assert [each.name for each in unknown] == [each.name for each in others]
    assert known.rule.summary == page(known.rule).splitlines()[2]
    path = rule_file(known.rule, package)
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert type(rows_of("acme_rules")[0]) is Rule


def test_a_row_of_the_index_says_what_the_rule_of_its_file_says() -> None:
    rows = rows_of(BUILTIN)
    assert len(rows) == len(RULES)
    for row in rows:
        assert isinstance(row, IndexRow)
        (path,) = files_of(row.rule)
        loaded = load_rule(row.module, path)
        for name in RuleHead.__annotations__:
            assert getattr(row, name) == getattr(loaded, name), (row.name, name)
        assert row.target_name == loaded.target_name
        assert row.options is loaded.options
        if isinstance(loaded.check, DeclaredCheck):
            assert row.declared is not None
            assert row.declared.written == loaded.check.written
        else:
            assert row.declared is None


def test_every_rule_file_holds_a_rule() -> None:
    files = {
        path
        for path in (ROOT / "rules").rglob("*.*")
        if path.suffix != ".pyc" and path.name not in ("__init__.py", INDEX)
    }
    assert files == {path for rule in RULES for path in files_of(rule)}


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.options], ids=lambda rule: rule.name
)
def test_an_option_that_a_rule_lacks_is_refused(rule: Rule) -> None:
    config = parse_config({"options": {rule.name: {"no-such-option": 1}}})
    with pytest.raises(ConfigError, match="unknown setting"):
        Dispatches(RULES, config)
