"""What a release has: the same bytes for the same commit, and a file that runs by itself."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from podlint.version import VERSION
from tests.cli.repositories import git, new_repository

ROOT = Path(__file__).parents[1]


def script(name: str) -> ModuleType:
    """A script of `.ci/release` as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f".ci/release/{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_two_builds_of_a_commit_are_the_same_bytes(tmp_path: Path) -> None:
    texts = {
        name: (ROOT / name).read_text(encoding="utf-8")
        for name in ("LICENSE", "NOTICE", "README.md", "podlint/__init__.py", "podlint/version.py")
    }
    project = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
    project += (
        '[project]\nname = "podlint"\nversion = "1"\n[tool.setuptools]\npackages = ["podlint"]\n'
    )
    new_repository(tmp_path / "origin", texts | {"pyproject.toml": project})
    made = []
    for mask in (0o022, 0o077):
        before = os.umask(mask)
        try:
            clone = tmp_path / f"clone{mask}"
            git(tmp_path / "origin", "clone", "--quiet", ".", str(clone))
            made.append(script("distributions").build("HEAD", clone / "made", clone))
        finally:
            os.umask(before)
        time.sleep(1.1)  # The clock of archives has seconds.
    names, others = ([each.name for each in those] for those in made)
    assert names == others == ["podlint-1.tar.gz", "podlint-1-py3-none-any.whl"]
    assert [each.read_bytes() for each in made[0]] == [each.read_bytes() for each in made[1]]


@pytest.fixture(scope="module")
def zipapp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    shutil.copytree(ROOT / "podlint", folder / "podlint")
    shutil.copytree(ROOT / "rules", folder / "podlint/rules", dirs_exist_ok=True)
    installed = Path(sysconfig.get_path("purelib"))
    for path in installed.iterdir():
        if path.is_dir() and path.name.lower().startswith(
            ("pydantic", "typer", "rich", "ruamel", "typing_", "annotated", "shellingham", "jsonpath",
             "markdown_it", "mdurl", "pygments", "attr", "sarif", "click")
        ):  # fmt: skip
            shutil.copytree(path, folder / path.name)
        elif path.name.startswith(("_ruamel", "typing_extensions")):
            shutil.copy(path, folder)
    return Path(script("zipapps").bundle(folder, tmp_path_factory.mktemp("out") / "podlint.pyz"))


def test_a_zipapp_unpacks_itself_once_and_runs(zipapp: Path, tmp_path: Path) -> None:
    (tmp_path / "web.yaml").write_text(
        "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {hostPID: true, containers: []}}"
    )
    environment = {**os.environ, "PODLINT_ZIPAPP_DIR": str(tmp_path / "unpacked")}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-I", "-S", zipapp, "check", "--no-cache", "web.yaml"],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        assert "host-namespaces" in done.stdout
    assert len(list((tmp_path / "unpacked").iterdir())) == 1
    (tmp_path / "unpacked").chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-I", "-S", zipapp, "--version"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "other users can write" in done.stderr


def test_a_tag_is_compared_with_the_version() -> None:
    check = script("version").check
    check("")
    check(f"v{VERSION}")
    for tag in (VERSION, f"v{VERSION}.1", "v0.0.0"):
        with pytest.raises(SystemExit, match="set VERSION in podlint"):
            check(tag)


def test_the_sbom_says_nothing_of_when_it_was_made() -> None:
    bill = {
        "bomFormat": "CycloneDX",
        "serialNumber": "urn:uuid:1",
        "metadata": {"timestamp": "2026-01-01T00:00:00Z", "component": {"name": "podlint"}},
        "components": [{"name": "typer", "version": "1"}],
    }
    made = script("sbom").normalized(bill)
    assert made == {
        "bomFormat": "CycloneDX",
        "metadata": {
            "component": {
                "name": "podlint", "version": VERSION, "purl": f"pkg:pypi/podlint@{VERSION}",
            }
        },
        "components": bill["components"],
    }  # fmt: skip


def test_the_bundle_of_the_documentation_is_the_same_for_the_same_pages(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        folder = tmp_path / name / "podlint-docs"
        (folder / "rules").mkdir(parents=True)
        for page in ("index.html", "rules/x.html", "sitemap.xml"):
            (folder / page).write_text(
                '<script src="https://unpkg.com/iframe-worker/shim"></script>'
            )
        os.utime(folder / "index.html", (1, 1 if name == "a" else 2**30))
        script("docs_bundle").pack(folder, tmp_path / f"{name}.zip")
        made.append((tmp_path / f"{name}.zip").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == [
            "podlint-docs/assets/iframe-worker.js", "podlint-docs/index.html",
            "podlint-docs/rules/x.html",
        ]  # fmt: skip
        assert b'src="../assets/iframe-worker.js"' in archive.read("podlint-docs/rules/x.html")
    (folder / "index.html").write_text('<img alt="" src="https://example.com/x.png">')
    with pytest.raises(ValueError, match=r"index\.html loads from another host"):
        script("docs_bundle").pack(folder, tmp_path / "c.zip")
