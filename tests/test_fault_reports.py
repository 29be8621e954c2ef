"""Faults that public issues and pull requests describe, rebuilt in manifests of our own.

`benchmarks/fault_reports.py` says how the manifests are marked. A fault that no rule reports is
kept here too: its mark `# not reported` says where the finding would have to be.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from fault_reports import MARK, PAGE, page, paths, reports

from podlint import lint_paths

PATHS = paths()


def test_there_are_sixty_and_thirty_faults_of_different_sources() -> None:
    everything = list(reports())
    drawn = Counter(each.drawn for each in everything)
    assert drawn == {"first": 60, "second": 30}
    assert len({each.source for each in everything}) == 90


def test_the_second_list_has_faults_of_other_repositories() -> None:
    repositories: dict[str, set[str]] = {"first": set(), "second": set()}
    for each in reports():
        repositories[each.drawn].add(each.source.split("#")[0])
    assert not repositories["first"] & repositories["second"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_fault_has_the_findings_that_its_marks_say(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    marks = [(number, mark) for number, line in enumerate(text.split("\n"), 1)
             if (mark := MARK.search(line))]  # fmt: skip
    assert {mark[1] for _, mark in marks} & {"finds", None}
    (tmp_path / "manifest.yaml").write_text(MARK.sub("", text), encoding="utf-8")
    report = lint_paths([tmp_path])
    assert not report.errors
    found = [
        (each.location.span.start_line if each.location.span else 0, each.rule)
        for each in report.findings
    ]
    expected = [(line, rule) for line, mark in marks if mark[2] for rule in mark[2].split()]
    assert sorted(found) == sorted(expected)


def test_the_page_has_the_numbers_of_the_manifests(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("--update"):
        PAGE.write_text(page(text), encoding="utf-8")
    assert page(text) == text, "run `python benchmarks/fault_reports.py --write`"
