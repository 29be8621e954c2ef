"""The project's workflows: pinned, with the least permissions, and safe from what others write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
TARGETS = set(re.findall(r"(?m)^([a-z0-9-]+(?: [a-z0-9-]+)*):", (ROOT / "Makefile").read_text()))
NAMES = {name for targets in TARGETS for name in targets.split()}


def read(path: Path) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def test_there_is_a_workflow_for_each_duty() -> None:
    assert [path.stem for path in FILES] == ["docs", "lint", "oracle", "release", "test"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_whatever_a_workflow_uses_is_pinned(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = re.findall(r"(?m)^.*\buses:.*$", text)
    assert len(lines) == len([step for step in steps(path) if "uses" in step])
    for line in lines:
        assert re.search(r"uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_an_action_has_one_pin_everywhere() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (*FILES, ROOT / "action.yml")]
    pins = {tuple(each) for text in texts for each in re.findall(r"uses: (\S+)@(\S+ # \S+)", text)}
    assert len(pins) == len({name for name, _ in pins})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_script_has_an_expression(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", ""), step


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_workflow_may_do_nothing_but_what_its_jobs_say(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]
    assert "pull_request_target" not in workflow[True]
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"]
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_workflows_call_targets_that_exist(path: Path) -> None:
    called = [match for step in steps(path) for match in re.findall(r"make ([a-z-]+)", step.get("run", ""))]  # fmt: skip
    assert called or path.stem == "test"
    assert set(called) <= NAMES


def test_every_supported_python_is_tested() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r"Programming Language :: Python :: (3\.\d+)", project)
    test = read(ROOT / ".github/workflows/test.yml")["jobs"]
    assert test["test"]["strategy"]["matrix"]["python"] == named
    assert {job["target"] for job in test["test"]["strategy"]["matrix"]["include"]} <= NAMES
    systems = {job["runs-on"].partition("-")[0] for job in test.values()}
    assert "windows" in systems


def test_what_writes_has_no_checkout() -> None:
    for name, job in read(ROOT / ".github/workflows/release.yml")["jobs"].items():
        if "write" in job["permissions"].values():
            used = [step.get("uses", "").partition("@")[0] for step in job["steps"]]
            assert "actions/checkout" not in used, name
