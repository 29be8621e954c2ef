"""Every built-in rule proves itself, and its page is current."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from podlint.config.config import Config, ConfigError, parse_config
from podlint.engine.choice import Rulebook
from podlint.rule import packs as pack
from podlint.rule.declared import DeclaredCheck
from podlint.rule.index import INDEX, IndexedRule, index_text
from podlint.rule.packs import BUILTIN, load_file, load_package
from podlint.rule.pages import index, page, rule_file, write_index
from podlint.rule.rule import Rule
from podlint.rule.symptom_pages import INDEX_PAGE, symptom_index
from podlint.testing import prove

ROOT = Path(__file__).parents[2]
RULES = load_package(BUILTIN)
FIELDS = frozenset(Rule.__annotations__)
SUBJECTS = {
    "pod_security", "validity", "probes", "lifecycle", "commands", "restarts", "init_containers",
    "resources", "volumes", "environment", "images", "network", "scheduling", "identity",
    "references", "metadata", "static_pods",
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
    symptoms = (folder / INDEX_PAGE).read_text(encoding="utf-8")
    assert symptoms == symptom_index(RULES), "run `make rules`"
    pages = {"index.md", INDEX_PAGE} | {f"{rule.name}.md" for rule in RULES}
    assert {path.name for path in folder.glob("*.md")} == pages


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
    known, *others = load_package("acme_rules")
    write_index([known], package)
    known, *unknown = load_package("acme_rules")
    assert isinstance(known, IndexedRule)
    Rulebook([known], Config()).ruleset("a.yaml", None)
    assert "check" not in vars(known)
    assert {type(each) for each in unknown} == {Rule}
    assert [each.name for each in unknown] == [each.name for each in others]
    assert known.summary == page(known).splitlines()[2]
    path = rule_file(known, package)
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert type(load_package("acme_rules")[0]) is Rule


def test_a_rule_of_the_index_is_the_rule_of_its_file() -> None:
    for rule in RULES:
        (path,) = files_of(rule)
        loaded = pack.load_rule(rule.module, path)
        assert {name: getattr(rule, name) for name in FIELDS - {"check"}} == {
            name: getattr(loaded, name) for name in FIELDS - {"check"}
        }
        assert rule.target_name == loaded.target_name
        if isinstance(loaded.check, DeclaredCheck):
            assert rule.check.written == loaded.check.written


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
        Rulebook(RULES, config)
