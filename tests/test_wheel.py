"""The wheel: complete, and the same version everywhere."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import podlint
from podlint.pack import BUILTIN, load_package

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return archive.namelist()


def test_the_wheel_holds_every_module(wheel: list[str]) -> None:
    for folder, inside in (("podlint", "podlint"), ("rules", "podlint/rules")):
        for path in (ROOT / folder).rglob("*.py"):
            assert f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" in wheel
    assert "podlint/py.typed" in wheel


def test_the_wheel_holds_every_rule(wheel: list[str]) -> None:
    modules = {name for name in wheel if name.startswith("podlint/rules/")}
    stems = {Path(name).stem for name in modules} - {"__init__", "index"}
    assert stems == {rule.name.replace("-", "_") for rule in load_package(BUILTIN)}


def test_the_wheel_holds_nothing_else(wheel: list[str]) -> None:
    assert {name.partition("/")[0] for name in wheel} == {
        "podlint",
        f"podlint-{podlint.__version__}.dist-info",
    }


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == podlint.__version__
    tags = subprocess.run(
        ["git", "tag", "--points-at", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    assert all(tag == f"v{podlint.__version__}" for tag in tags)
