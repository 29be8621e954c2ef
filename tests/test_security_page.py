"""docs/security.md proves what it says: each threat names tests, and there are such tests."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|") and not line.startswith(("| threat", "|---"))
]
_TEST = re.compile(r"`(test_\w+)::(test_\w+)`")


@cache
def names_in(module: str) -> set[str]:
    """The names of the tests in a module, wherever below tests/ it lies."""
    return {
        node.name
        for path in (ROOT / "tests").rglob(f"{module}.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }


def test_every_threat_is_stopped_and_proved() -> None:
    assert len(ROWS) > 15
    for row in ROWS:
        assert len(row) == 4, row
        assert all(row), row
        assert _TEST.search(row[3]), row


def test_every_test_that_is_named_exists() -> None:
    named = _TEST.findall(PAGE)
    assert len(named) >= len(ROWS)
    missing = [f"{module}::{name}" for module, name in named if name not in names_in(module)]
    assert not missing
    assert names_in("test_no_such_module") == set()


def test_the_policy_leads_to_the_page_and_back() -> None:
    policy = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "(docs/security.md)" in policy
    assert "SECURITY.md" in PAGE
    assert not re.search(r"[\w.+-]+@[\w-]+\.\w+", policy), "reports go through GitHub"
