"""Who writes what is linted does not decide what is imported."""

from __future__ import annotations

import os
import site
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from podlint.rule.installed import offered_packages
from podlint.rule.packs import PackError, installed_rules
from podlint.startup import search_path as under_test
from podlint.startup.search_path import leave_out_working_directory

OFFER = "[podlint.packs]\nacme = {package}\n"
RULE = """\
{summary: An image is nginx., documentation: It is., severity: warning, since: '0.1',
 symptom: none, target: Container, field: image,
 when: {matches: nginx}, message: found by the pack, bad: x, good: x}
"""
POD = """\
{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [
  {name: app, image: "nginx:1.27"}]}}
"""
PWNED = "import pathlib; pathlib.Path({trace!r}).touch()\n"
OTHERS = ("typer", "click", "pydantic", "rich", "ruamel", "jsonpath_ng", "pathspec", "re2")


def install(place: Path, package: str = "acme_rules", name: str = "acme") -> Path:
    """Put a pack with a rule into a place; its package."""
    metadata = place / f"{name}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(OFFER.format(package=package))
    return write_package(place, package)


def write_package(place: Path, package: str = "acme_rules") -> Path:
    folder = place / package
    (folder / "images").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "images/nginx_image.yaml").write_text(RULE)
    return folder


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a Pod; the working directory."""
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / "deploy").mkdir()
    (folder / "deploy/pod.yaml").write_text(POD)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    return folder


def check(*options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`python -m podlint check deploy` in the working directory."""
    return subprocess.run(
        [sys.executable, *options, "-m", "podlint", "check", "deploy"],
        env={**os.environ, **variables}, capture_output=True, text=True, check=False,
    )  # fmt: skip


FOUND = "found by the pack"


def test_a_pack_in_the_working_directory_is_none(repository: Path) -> None:
    trace = str(repository / "pwned")
    package = install(repository)
    (package / "__init__.py").write_text(PWNED.format(trace=trace))
    for done in (check(), check(PYTHONPATH=":"), check("-P", PYTHONPATH=":deploy")):
        assert (done.returncode, done.stderr) == (0, "")
        assert FOUND not in done.stdout
    assert not Path(trace).exists()


@pytest.mark.parametrize("given", ["tools", "./tools", "deploy/../tools", "../repository/tools"])
def test_a_pack_in_a_relative_place_is_none(repository: Path, tmp_path: Path, given: str) -> None:
    install(repository / "tools")
    done = check(PYTHONPATH=given)
    assert done.returncode == 0
    assert FOUND not in done.stdout


def test_a_pack_in_a_relative_place_elsewhere_is_none(repository: Path, tmp_path: Path) -> None:
    install(tmp_path / "elsewhere")
    assert FOUND not in check(PYTHONPATH="../elsewhere").stdout


def test_a_pack_in_what_is_linted_is_none(repository: Path, tmp_path: Path) -> None:
    install(repository / "tools")
    link = tmp_path / "link"
    link.symlink_to(repository / "tools")
    for place in (repository / "tools", link):
        done = check(PYTHONPATH=str(place))
        assert done.returncode == 0
        assert FOUND not in done.stdout


def test_a_pack_elsewhere_is_found(repository: Path, tmp_path: Path) -> None:
    install(tmp_path / "elsewhere")
    done = check(PYTHONPATH=str(tmp_path / "elsewhere"))
    assert done.returncode == 1
    assert FOUND in done.stdout


def test_a_pack_is_not_imported_from_what_is_linted(repository: Path, tmp_path: Path) -> None:
    """The pack is installed, but the linted repository holds another package of its name."""
    trace = str(repository / "pwned")
    install(tmp_path / "elsewhere")
    package = write_package(repository / "tools")
    (package / "__init__.py").write_text(PWNED.format(trace=trace))
    done = check(PYTHONPATH=f"{repository / 'tools'}{os.pathsep}{tmp_path / 'elsewhere'}")
    assert done.returncode == 2
    assert f"would import the rule package acme_rules from {package}" in done.stderr
    assert not Path(trace).exists()


def test_nothing_else_is_imported_from_the_working_directory(repository: Path) -> None:
    trace = str(repository / "pwned")
    for name in {*sys.stdlib_module_names, *OTHERS}:
        (repository / f"{name}.py").write_text(PWNED.format(trace=trace))
    done = check()
    assert (done.returncode, done.stderr) == (0, "")
    assert not Path(trace).exists()


def offered(place: Path, *linted: Path) -> set[str]:
    """What is offered in a place that Python searches after its own library."""
    sys.path.append(str(place))
    return offered_packages(linted)


@pytest.fixture(autouse=True)
def usual_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may change the search path."""
    monkeypatch.setattr(sys, "path", [*sys.path])


def test_the_repository_of_a_file_is_what_is_linted(repository: Path) -> None:
    install(repository / "tools")
    assert offered(repository / "tools", repository / "deploy/pod.yaml") == set()
    assert offered(repository / "tools", Path("deploy")) == set()
    assert offered(repository / "tools", Path("-")) == set()


def test_without_a_repository_the_folder_is_what_is_linted(repository: Path) -> None:
    (repository / ".git").rmdir()
    install(repository / "tools")
    assert offered(repository / "tools", repository / "deploy/pod.yaml") == {"acme_rules"}
    assert offered(repository / "tools", repository / "tools/pod.yaml") == set()
    assert offered(repository / "tools", repository) == set()


def test_an_environment_in_what_is_linted_stays(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = repository / ".venv/packages"
    install(packages)
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(packages)])
    assert offered(packages, repository) == {"acme_rules"}


def test_a_pack_beside_podlint_itself_stays(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(repository)
    monkeypatch.setattr(under_test, "_OWN", str(repository))
    sys.path.insert(0, "")
    leave_out_working_directory()
    assert sys.path[0] == ""
    assert offered(repository, repository) == {"acme_rules"}


def test_metadata_that_an_installation_has_not_written_is_not_believed(repository: Path) -> None:
    """The repository is installed for development, so that its folder is on the search path."""
    install(repository)
    (repository.parent / "other/.git").mkdir(parents=True)
    assert offered(repository, repository) == set()
    assert offered(repository, repository.parent / "other") == set()
    sys.path.insert(0, "")
    assert offered(repository, repository.parent / "other") == set()


def test_a_pack_installed_for_development_may_lie_in_what_is_linted(
    repository: Path, search_path: Path
) -> None:
    install(search_path)
    (search_path / "acme_rules/images/nginx_image.yaml").unlink()
    (search_path / "acme_rules/images").rmdir()
    (search_path / "acme_rules/__init__.py").unlink()
    (search_path / "acme_rules").rmdir()
    write_package(repository / "lint")
    sys.path.append(str(repository / "lint"))
    try:
        names = {rule.name for rule in installed_rules([repository])}
    finally:
        del sys.modules["acme_rules"]
    assert "nginx-image" in names


def test_a_package_in_its_place_is_refused(repository: Path, search_path: Path) -> None:
    install(search_path)
    write_package(repository / "tools")
    sys.path.insert(0, str(repository / "tools"))
    with pytest.raises(PackError, match="remove this directory from PYTHONPATH"):
        installed_rules([repository])
    assert "acme_rules" not in sys.modules


def test_the_first_distribution_of_a_name_counts(search_path: Path, tmp_path: Path) -> None:
    install(search_path, "acme_rules", "Acme.Pack")
    install(tmp_path / "later", "old_rules", "acme_pack")
    assert offered(tmp_path / "later") == {"acme_rules"}


@pytest.mark.parametrize("place", ["", ".", "tools", os.sep + "gone"])
def test_what_is_relative_is_left_out(repository: Path, place: str) -> None:
    before = [*sys.path]
    sys.path.insert(0, place)
    leave_out_working_directory()
    assert sys.path == ([place, *before] if place == os.sep + "gone" else before)


def test_the_working_directory_is_left_out_by_any_name(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(repository)
    before = [*sys.path]
    sys.path[:0] = [str(repository), f"{repository}/deploy/..", str(tmp_path / "link")]
    leave_out_working_directory()
    assert sys.path == before


def test_what_an_installation_has_added_stays(repository: Path) -> None:
    sys.path.append(str(repository))
    before = [*sys.path]
    leave_out_working_directory()
    assert sys.path == before


def library(folder: Path) -> None:
    os.chdir(Path(os.__file__).parent)


def removed(folder: Path) -> None:
    (folder / "gone").mkdir()
    os.chdir(folder / "gone")
    (folder / "gone").rmdir()


@pytest.mark.parametrize("go", [library, removed])
def test_it_works_in_any_folder(repository: Path, go: Callable[[Path], None]) -> None:
    before = [*sys.path]
    go(repository)
    leave_out_working_directory()
    assert sys.path == before
