"""The house itself: imports in one direction, small modules, names that say something."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted([*(ROOT / "podlint").rglob("*.py"), *(ROOT / "rules").rglob("*.py")])
ROOMS = {path.stem for path in (ROOT / "podlint").glob("[!_]*") if path.suffix != ".typed"} | {
    "__main__"
}
ARGUMENTS = ROOT / "podlint" / "cli" / "arguments.py"
"""The options of the command line are the parameters of one function."""
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "core", "misc"}


CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
OPEN_TO_RULES = {
    "admission", "authoring", "models", "document", "targets", "pods", "relations", "resources", "lifecycle",
    "pss", "validation", "finding", "startup", "file_access", "scheduling",
}  # fmt: skip


def test_imports_go_one_way() -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    for contract in CONTRACTS:
        assert f"{contract['name']} KEPT" in run.stdout
        assert "ignore_imports" not in contract


def test_every_room_has_a_layer() -> None:
    (layers,) = (each for each in CONTRACTS if each["type"] == "layers")
    assert layers["exhaustive"] is True
    named = [room for layer in layers["layers"] for room in re.split(r" *[|:] *", layer)]
    assert sorted(named) == sorted(ROOMS)


def test_a_rule_may_import_nothing_but_what_is_named_here() -> None:
    (forbidden,) = (each for each in CONTRACTS if each["type"] == "forbidden")
    assert forbidden["source_modules"] == ["rules"]
    assert {each.removeprefix("podlint.") for each in forbidden["forbidden_modules"]} == (
        ROOMS - OPEN_TO_RULES
    )
    assert ROOMS >= OPEN_TO_RULES
    for path in (ROOT / "rules").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            whole = isinstance(node, ast.ImportFrom) and node.module == "podlint"
            assert not whole, path
            assert "podlint" not in names, path


def test_the_drawing_of_the_rooms_is_current() -> None:
    drawing = subprocess.run(
        [sys.executable, ROOT / "docs" / "drawing.py", "--print"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert len(drawing.splitlines()) > len(ROOMS)
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    assert drawing in page, "run `python docs/drawing.py`"


def test_modules_are_small() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert max(lines.values()) <= 300, max(lines, key=lambda path: lines[path])
    assert median(lines.values()) <= 120


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_named_and_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert path.stem not in EMPTY_NAMES
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno <= 60 or path == ARGUMENTS, node.name


def test_no_group_is_repeated_possessively() -> None:
    """Before Python 3.11.5 such a group may match what it does not; see gh-106052 of CPython."""
    found = re.compile(r"\)(?:[?*+]|\{\d*,?\d*\})\+")
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and "(?" in text:
                assert not found.search(text), (path, text)


def test_nothing_below_the_command_line_prints_or_exits() -> None:
    for path in MODULES:
        if path in (ARGUMENTS, ROOT / "podlint" / "__main__.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                assert ast.unparse(node.func) not in ("print", "sys.exit", "exit"), path


@pytest.mark.parametrize("module", ["typer", "rich", "sarif_om", "jsonpath_ng"])
def test_the_library_loads_nothing_that_it_may_not_need(module: str) -> None:
    program = (
        "import sys, podlint; podlint.lint_text('kind: Pod\\napiVersion: v1\\n'); "
        f"assert {module!r} not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_the_tests_read_stays_small() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "tests"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert sum(path.stat().st_size for path in files if path.is_file()) < 20_000_000
