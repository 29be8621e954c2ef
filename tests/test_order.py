"""Tests run in an order that a printed seed decides."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TESTS = "def test_a(): pass\ndef test_b(): pass\ndef test_c(): pass\n"


def run(folder: Path, *arguments: str) -> str:
    """What pytest prints of a folder with the options of this one."""
    configuration = (Path(__file__).parent / "conftest.py").read_text(encoding="utf-8")
    (folder / "conftest.py").write_text(configuration, encoding="utf-8")
    for name in "pqrs":
        (folder / f"test_{name}.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", "none.ini", "--rootdir=.", *arguments]
    (folder / "none.ini").write_text("[pytest]\n", encoding="utf-8")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_seed_is_an_order(tmp_path: Path) -> None:
    def order(*arguments: str) -> list[str]:
        lines = run(tmp_path, "--collect-only", "-q", *arguments).splitlines()
        return [line for line in lines if "::" in line]

    first = order("--seed=1")
    assert order("--seed=1") == first
    assert order("--seed=2") != first
    assert sorted(first) == [f"test_{name}.py::test_{test}" for name in "pqrs" for test in "abc"]
    modules = [line.partition("::")[0] for line in first]
    assert sum(this != last for this, last in zip(modules[1:], modules, strict=False)) == 3


def test_the_seed_is_printed_and_several_processes_share_it(tmp_path: Path) -> None:
    printed = run(tmp_path, "-n", "2", "-q")
    assert "12 passed" in printed
    assert printed.splitlines()[0].startswith("repeat this order with --seed=")
