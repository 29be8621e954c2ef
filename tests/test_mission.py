"""The topics of podlint, and the rules for each topic.

`coverage.toml` lists the topics, and `after_admission.toml` the problems after admission. `pytest
-s` prints the topics, and `pytest --update` writes `docs/coverage.md` from both files.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from podlint.rule.packs import BUILTIN, load_package

ROOT = Path(__file__).parents[1]
DATA = tomllib.loads((ROOT / "tests" / "coverage.toml").read_text(encoding="utf-8"))
AFTER_ADMISSION: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests" / "after_admission.toml").read_text(encoding="utf-8")
)["group"]
AREAS: list[dict[str, Any]] = DATA["area"]
TOPICS: list[dict[str, Any]] = DATA["topic"]
RULES = {rule.name: rule for rule in load_package(BUILTIN)}
PAGE = ROOT / "docs" / "coverage.md"
INTRODUCTION = """\
# Coverage

This page lists podlint's rules by topic. See also [what podlint does not report](refusals.md).
"""
TOPIC_INTRODUCTION = """\
## Not reported by other linters

These problems are not reported by any of the 15 linters, scanners and validators that were compared
in November 2026. The API server accepts most objects that have these problems.
"""

LATER_INTRODUCTIONS = {
    "node": """\
## After admission: the node

The API server accepts a Pod with one of these problems. Then the kubelet or the container runtime
rejects the Pod, or ignores or changes one of its settings, often without an error. The tables contain
problems that occur on every Linux node.
""",
    "cluster": """\
## After admission: the scheduler and the controllers

The API server accepts an object with one of these problems. Then the scheduler or a controller
rejects or ignores the object, or waits forever.
""",
}


def serving(area: dict[str, Any]) -> list[str]:
    return list(RULES) if area.get("every-rule") else area["rules"]


def coverage() -> str:
    parts = [INTRODUCTION, *areas(), "", TOPIC_INTRODUCTION, *topics()]
    for place, introduction in LATER_INTRODUCTIONS.items():
        parts += ["", introduction, *after_admission(place)]
    return "\n".join(parts) + "\n"


def areas() -> Iterator[str]:
    yield "## By topic\n"
    yield "| topic | rules |"
    yield "|---|---|"
    for area in AREAS:
        every = "the page of [each rule](rules/index.md)" if area.get("every-rule") else ""
        yield f"| {area['title']} | {every or linked(serving(area))} |"


def topics() -> Iterator[str]:
    yield "| problem | rules |"
    yield "|---|---|"
    for topic in TOPICS:
        refused = f"[not reported](refusals.md#{topic['refused']})" if "refused" in topic else ""
        yield f"| {problem(topic)} | {refused or linked(topic['rules'])} |"


def after_admission(place: str) -> Iterator[str]:
    groups = [group for group in AFTER_ADMISSION if group["place"] == place]
    for number, group in enumerate(groups):
        yield f"{'' if not number else chr(10)}### {group['title']}\n"
        yield "| problem | rules |"
        yield "|---|---|"
        for item in group["items"]:
            unseen = f"Not reported. {item['unseen']}" if "unseen" in item else ""
            yield f"| {problem(item)} | {unseen or linked(item['rules'])} |"


def problem(entry: dict[str, Any]) -> str:
    """The sentence of an entry, which is the summary of its rule if the entry has no title."""
    if "title" in entry:
        return str(entry["title"])
    (name,) = entry["rules"]
    return RULES[name].summary


def linked(names: list[str]) -> str:
    return ", ".join(f"[{name}](rules/{name}.md)" for name in names)


def test_every_area_is_served() -> None:
    served = {area["number"]: serving(area) for area in AREAS}
    for number, names in served.items():
        print(f"{number:3}  {', '.join(names)}")
    assert list(served) == list(range(1, 24))
    assert all(served.values())


def test_every_rule_is_in_an_area_that_names_it() -> None:
    named = [area["rules"] for area in AREAS if not area.get("every-rule")]
    assert {name for names in named for name in names} == {
        rule.name for rule in RULES.values() if rule.subject != "suppressions"
    }


def test_rules_of_an_area_are_in_order_and_each_is_named_once() -> None:
    for area in AREAS:
        names = area.get("rules", [])
        assert names == sorted(set(names)), area["title"]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: str(topic["number"]))
def test_a_topic_has_rules_or_is_refused(topic: dict[str, Any]) -> None:
    print(f"{topic['number']:3}  {problem(topic)}: {topic.get('rules') or topic['refused']}")
    assert ("refused" in topic) != bool(topic.get("rules"))
    assert set(topic.get("rules", ())) <= RULES.keys()
    if "refused" in topic:
        assert topic["refused"] in refusals()


@pytest.mark.parametrize("group", AFTER_ADMISSION, ids=lambda group: str(group["title"]))
def test_a_fault_after_admission_has_rules_or_a_reason(group: dict[str, Any]) -> None:
    for item in group["items"]:
        assert ("unseen" in item) != bool(item.get("rules")), item
        assert set(item.get("rules", ())) <= RULES.keys(), item
        assert item.get("rules", []) == sorted(set(item.get("rules", []))), item


def test_faults_after_admission_are_listed_once() -> None:
    titles = [problem(item) for group in AFTER_ADMISSION for item in group["items"]]
    assert len(titles) == len(set(titles)) > 140


def test_a_problem_is_a_sentence() -> None:
    items = [item for group in AFTER_ADMISSION for item in group["items"]]
    for entry in (*TOPICS, *items):
        for sentence in filter(None, (problem(entry), entry.get("unseen"))):
            assert sentence[0].isupper() or sentence[0] == "`", sentence
            assert sentence.endswith("."), sentence


def test_topics_have_numbers_of_their_own() -> None:
    numbers = [topic["number"] for topic in TOPICS]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 65


def refusals() -> set[str]:
    """The anchors of the headings of the page about what is not reported."""
    text = (ROOT / "docs" / "refusals.md").read_text(encoding="utf-8")
    titles = re.findall(r"^##+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^a-z0-9 ]", "", title.casefold()).replace(" ", "-") for title in titles}


def test_the_page_is_current(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        PAGE.write_text(coverage(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == coverage(), "right? then: pytest --update"


def test_the_rule_on_the_page_of_refusals_is_one(tmp_path: Path) -> None:
    from podlint.rule.packs import load_file
    from podlint.testing import prove

    text = (ROOT / "docs" / "refusals.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n# lint-rules/missing_owner\.yaml\n(.*?)```", text, re.DOTALL)
    path = tmp_path / "missing_owner.yaml"
    path.write_text(block, encoding="utf-8")
    prove(load_file(path))
