"""How many Python functions podlint calls: a measure of speed that does not depend on the machine.

The numbers are for one minor version of Python and the locked dependencies; elsewhere they differ,
and the test is not run. A change that is worth more calls raises the figure in
`golden/calls.json`, with a line in docs/performance.md that says what it buys.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

ROOT = Path(__file__).parents[1]
RECORDED = Path(__file__).parent / "golden" / "calls.json"
TOLERANCE = 1.03

COUNT = """
import os, sys
from podlint import lint_paths

os.chdir({folder!r})
own = tuple(os.path.join({root!r}, name) + os.sep for name in ("podlint", "rules"))
calls = 0

def count(frame, event, argument):
    global calls
    if event == "call" and frame.f_code.co_filename.startswith(own):
        calls += 1

sys.setprofile(count)
report = lint_paths({paths!r})
sys.setprofile(None)
print(calls, len(report.findings))
"""
POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - {name: app, image: 'nginx:1.27'}\n"


def calls(folder: Path, *paths: str) -> int:
    """The number of calls of podlint's and the rules' functions in one run, start-up apart.

    Args:
        folder: A repository of its own, because podlint may search the whole of it.
        paths: The files and folders to check.
    """
    program = COUNT.format(root=str(ROOT), folder=str(folder), paths=list(paths))
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stdout.split()[0])


@pytest.fixture(scope="module")
def recorded() -> dict[str, int]:
    found: dict[str, int] = json.loads(RECORDED.read_text(encoding="utf-8"))
    return found


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11) or sys.implementation.name != "cpython",
    reason="the figures are those of CPython 3.11",
)
@pytest.mark.parametrize("what", ["pod", "examples"])
def test_no_more_calls_than_recorded(
    what: str, recorded: dict[str, int], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pod.yaml").write_text(POD)
    if what == "examples":
        copytree(ROOT / "examples", tmp_path / "examples")
    found = calls(tmp_path, "pod.yaml" if what == "pod" else "examples")
    if request.config.getoption("--update"):
        RECORDED.write_text(json.dumps(recorded | {what: found}, indent=2) + "\n", encoding="utf-8")
    assert found <= recorded[what] * TOLERANCE, f"{found} calls, {recorded[what]} recorded"
