"""Manifests that the API server accepts, and that nodes, scheduler or controllers do not.

Each file in `cases` is judged alone. A line that ends with `# finds NAME` must have a finding of
that rule in the default profile, several names for several findings, and no other line has any.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from podlint import lint_paths

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
MARK = re.compile(r"  # finds ([a-z -]+)$")


def test_there_are_faults_and_sound_manifests() -> None:
    marked = [bool(re.search(r"# finds ", path.read_text(encoding="utf-8"))) for path in CASES]
    assert any(marked)
    assert not all(marked)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_has_exactly_its_findings(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    expected = [
        (number, rule)
        for number, line in enumerate(lines, 1)
        if (mark := MARK.search(line))
        for rule in mark[1].split()
    ]
    plain = "\n".join(MARK.sub("", line) for line in lines)
    (tmp_path / "case.yaml").write_text(plain, encoding="utf-8")
    report = lint_paths([tmp_path])
    assert not report.errors
    found = [
        (each.location.span.start_line if each.location.span else 0, each.rule)
        for each in report.findings
    ]
    assert sorted(found) == sorted(expected)
