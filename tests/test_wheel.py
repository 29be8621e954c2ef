"""The wheel: complete, and the same version everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import pytest

import podlint
from podlint.rule.packs import BUILTIN, load_package
from podlint.version import VERSION

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of a copy: setuptools builds beside the sources, where others may be building."""
    folder, sources = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("sources")
    for name in ("podlint", "rules"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, sources / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, sources)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, sources],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def wheel(built: Path) -> list[str]:
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


def test_what_is_installed_repeats_a_run(built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(built) as archive:
        archive.extractall(tmp_path / "installed")
    project = tmp_path / "project"
    project.mkdir()
    (project / "web.yaml").write_text(
        "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: app,"
        " image: nginx:1.27, volumeMounts: [{name: data, mountPath: /data}]}]}}\n"
    )
    code = (
        "import os, sys; from podlint.__main__ import main; end = os._exit\n"
        "def tell(code):\n"
        "    print(code, 'pydantic' in sys.modules, file=sys.stderr, flush=True)\n"
        "    end(code)\n"
        "os._exit = tell; sys.argv = ['podlint', 'check', 'web.yaml']; main()\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path / "installed"),
        "PODLINT_CACHE_DIR": str(tmp_path / "caches"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def check() -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-P", "-c", code],
            cwd=project, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.stdout, done.stderr

    # What has changed within two seconds is not relied upon, and nobody can set that back.
    time.sleep(2.5)
    first, told = check()
    assert told == "1 True\n"
    assert "undefined-volume" in first
    assert (tmp_path / "installed/podlint/__pycache__").is_dir()
    assert check() == (first, "1 False\n")
    shutil.rmtree(tmp_path / "installed/podlint/__pycache__")
    assert check() == (first, "1 False\n")
    (tmp_path / "installed/other-1.0.dist-info").mkdir()
    assert check() == (first, "1 True\n")


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    made = project["tool"]["setuptools"]["dynamic"]["version"]
    assert made == {"attr": "podlint.version.VERSION"}
    assert podlint.__version__ == VERSION
    tags = subprocess.run(
        ["git", "tag", "--points-at", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    assert all(tag == f"v{podlint.__version__}" for tag in tags)
