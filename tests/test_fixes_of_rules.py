"""The fixes of all rules, over their examples and the fixtures: complete, final, and no more."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from intended_changes import unintended

from podlint import fix_paths, load_package
from podlint.cli.fixable import fixable
from podlint.document import Delete, Rename, load
from podlint.finding.problem import Fix
from podlint.finding.report import Finding, LocatedFix, Location
from podlint.finding.severity import Severity
from podlint.fix import Fixed, fix_text
from podlint.rule.examples import read_example
from podlint.rule.packs import BUILTIN
from podlint.rule.rule import Rule
from podlint.testing import findings_of

RULES = load_package(BUILTIN)
FIXABLE = [rule for rule in RULES if rule.fixed]
FIXTURES = Path(__file__).parent / "fixtures"


def names(rule: Rule) -> str:
    return rule.name


def assert_only_meant(result: Fixed) -> None:
    before, after = load(result.before), load(result.after)
    assert not unintended([it.data for it in before], [it.data for it in after], result)


@pytest.mark.parametrize("rule", FIXABLE, ids=names)
def test_a_fixed_text_stays_and_only_edited_places_differ(rule: Rule) -> None:
    for marked in rule.bad:
        text = read_example(marked).text
        result = fix_text("a.yaml", text, partial(findings_of, rule), unsafe=True)
        assert_only_meant(result)
        again = fix_text("a.yaml", result.after, partial(findings_of, rule), unsafe=True)
        assert (again.after, again.fixed) == (result.after, ())


@pytest.mark.parametrize("rule", FIXABLE, ids=names)
def test_lines_that_stay_keep_their_comments_and_their_order(rule: Rule) -> None:
    for marked in rule.bad:
        lines = [
            f"{line} # line {number}"
            if line and not line.lstrip().startswith(("#", "---"))
            else line
            for number, line in enumerate(read_example(marked).text.splitlines())
        ]
        text = "\n".join(lines) + "\n"
        result = fix_text("a.yaml", text, partial(findings_of, rule), unsafe=True)
        left = [
            line.rpartition(" # ")[2] for line in result.after.splitlines() if " # line " in line
        ]
        assert left == sorted(left, key=lambda said: int(said.removeprefix("line ")))
        assert bool(result.fixed) == (result.after != text)


@pytest.mark.parametrize("case", sorted(path.name for path in FIXTURES.iterdir()))
def test_fixtures_are_fixed_once(case: str, tmp_path: Path) -> None:
    for path in (FIXTURES / case).rglob("*.y*ml"):
        copy = tmp_path / path.relative_to(FIXTURES / case)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    results, _ = fix_paths([tmp_path], unsafe=True)
    for result in results:
        assert_only_meant(result)
        with Path(result.path).open("w", newline="") as file:
            file.write(result.after)
    again, _ = fix_paths([tmp_path], unsafe=True)
    assert not [each.fixed for each in again if each.fixed]


@pytest.mark.parametrize("rule", RULES, ids=names)
def test_what_is_said_of_fixes_is_true(rule: Rule) -> None:
    assert (fixable(rule) is None) == (not rule.fixed)


def test_what_no_edit_is_about_is_noticed() -> None:
    text = "a: {b: 1, c: 2}\nl: [1, 2, 3]\n"
    edits = (Delete(("l", 0)), Rename(("a", "b"), "d"))
    finding = Finding(
        "r",
        Severity.ERROR,
        "m",
        Location("f", None),
        fix=LocatedFix(Fix("t", edits), 0, ()),
        identity="r",
    )
    result = Fixed("f", text, text, (finding,), ())
    before = {"a": {"b": 1, "c": 2}, "l": [1, 2, 3]}
    meant = {"a": {"d": 1, "c": 2}, "l": [2, 3]}
    assert unintended([before], [meant], result) == []
    assert unintended([before], [], result) == ["1 documents have become 0"]
    for wrong, place in [
        ({**meant, "a": {"d": 1, "c": 3}}, "a.c"),
        ({**meant, "a": {"d": 1}}, "a.c"),
        ({**meant, "l": [2, 4]}, "l.2"),
        ({**meant, "l": [2]}, "l"),
        ({**meant, "n": 1}, "n"),
        ({**meant, "l": [2, "3"]}, "l.2"),
    ]:
        assert unintended([before], [wrong], result) == [f"document 0: {place}"]
