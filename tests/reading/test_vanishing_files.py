"""Paths that lead nowhere, are too long, or are gone when they are looked at."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

import podlint.reading.inputs
import podlint.reading.reader
from podlint import lint_file, lint_paths
from podlint.cli.arguments import run
from podlint.document.regular_file import TooLargeError
from podlint.reading.inputs import Inputs
from podlint.report import FORMATS

PRIVILEGED = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: a, image: 'nginx:1.27', securityContext: {privileged: true}}]}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "web.yaml").write_text(PRIVILEGED)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(report: Any) -> list[str]:
    return [each.location.path for each in report.findings]


def errors(report: Any) -> list[tuple[str, str]]:
    return [(each.path, each.message) for each in report.errors]


@pytest.fixture
def links(folder: Path) -> None:
    """A pair of links to each other, as files, as folders and as what marks a unit."""
    for name in ("b/one.yaml", "b/kustomization.yaml", "b/.gitignore", "b/folder", ".podlint.yaml"):
        other = Path(f"{name}.yaml")
        other.symlink_to(folder / name)
        Path(name).symlink_to(folder / other)


@pytest.mark.usefixtures("links")
def test_links_to_each_other_are_passed_over() -> None:
    report = lint_paths(["."])
    assert found(report) == ["a/web.yaml", "b/web.yaml", "c/web.yaml"]
    # What b/.gitignore would have said is not known.
    assert errors(report) == [("b/.gitignore", f"cannot be read: {os.strerror(40)}")]


@pytest.mark.usefixtures("links")
def test_links_to_each_other_that_are_named_are_an_error() -> None:
    report = lint_paths(["b/one.yaml", "a", "b/folder"])
    assert found(report) == ["a/web.yaml"]
    assert errors(report) == [
        ("b/folder", f"cannot be read: {os.strerror(40)}"),
        ("b/one.yaml", f"cannot be read: {os.strerror(40)}"),
    ]


@pytest.mark.usefixtures("links")
def test_links_to_each_other_in_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for form in FORMATS:
        assert run(["check", "-f", form, "--no-cache"]) == 2
        assert "web.yaml" in capsys.readouterr().out
    assert run(["check", "--fix"]) == 2
    assert run(["explain", "b/one.yaml"]) == 2
    assert "Too many levels of symbolic links" in capsys.readouterr().err


def test_a_path_that_is_too_long_is_an_error() -> None:
    name = "x/" * 2100 + "web.yaml"
    report = lint_paths([name, "a"])
    assert found(report) == ["a/web.yaml"]
    assert errors(report) == [(name, f"cannot be read: {os.strerror(36)}")]
    assert lint_file("y" * 300).errors[0].message == f"cannot be read: {os.strerror(36)}"


def test_folders_deeper_than_a_path_may_say() -> None:
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir("b")
        for _ in range(25):
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
            Path("web.yaml").write_text(PRIVILEGED)
        os.fchdir(here)
        report = lint_paths(["."])
        assert len(report.findings) > 15
        assert found(report)[0] == "a/web.yaml"
        assert found(report)[-1] == "c/web.yaml"
        assert {each.message for each in report.errors} == {f"cannot be read: {os.strerror(36)}"}
    finally:
        os.fchdir(here)
        os.close(here)
        shutil.rmtree("b")


@pytest.mark.parametrize("name", ["a\0b.yaml", "\0"])
def test_a_name_that_no_file_can_have(name: str) -> None:
    report = lint_paths([name, "a"])
    assert found(report) == ["a/web.yaml"]
    assert [each.path for each in report.errors] == [name]


def test_a_kustomization_names_files_that_no_file_system_has() -> None:
    Path("a/kustomization.yaml").write_text(
        f'patches: [{{path: "x\\0y"}}, {{path: {"z" * 5000}}}, {{path: web.yaml}}]\n'
    )
    assert lint_paths(["."]).errors == ()


def test_a_file_that_vanishes_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    works = podlint.reading.reader.root_of

    def root_of(inputs: Inputs, path: Path) -> Any:
        root = works(inputs, path)
        if path.parent.name == "b":
            path.unlink(missing_ok=True)
        return root

    monkeypatch.setattr(podlint.reading.reader, "root_of", root_of)
    report = lint_paths(["."])
    assert found(report) == ["a/web.yaml", "c/web.yaml"]
    assert errors(report) == [("b/web.yaml", f"cannot be read: {os.strerror(2)}")]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_that_vanishes_before_its_unit_is_read(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = podlint.reading.reader.files_of

    def files_of(inputs: Inputs, root: Any, *args: Any) -> Any:
        if root.folder.name == "b":
            shutil.rmtree(root.folder)
        return works(inputs, root, *args)

    monkeypatch.setattr("podlint.engine.search_report._WORTH_A_PROCESS", 1)
    monkeypatch.setattr(podlint.reading.reader, "files_of", files_of)
    report = lint_paths(["."], jobs=jobs)
    assert found(report) == ["a/web.yaml", "c/web.yaml"]
    assert errors(report) == [("b/web.yaml", f"cannot be read: {os.strerror(2)}")]


def test_a_folder_that_vanishes_while_it_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    works = os.scandir

    def scandir(path: Any) -> Any:
        if str(path) == "b":
            raise FileNotFoundError(2, os.strerror(2), path)
        return works(path)

    monkeypatch.setattr(podlint.reading.inputs.os, "scandir", scandir)
    report = lint_paths(["."])
    assert found(report) == ["a/web.yaml", "c/web.yaml"]
    assert errors(report) == [("b", "no such file or directory")]


def test_a_folder_that_may_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    works = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "b":
            raise PermissionError(13, os.strerror(13), path)
        return works(path)

    monkeypatch.setattr(podlint.reading.inputs.os, "scandir", scandir)
    report = lint_paths(["."])
    assert found(report) == ["a/web.yaml", "c/web.yaml"]
    assert errors(report) == [("b", f"cannot be read: {os.strerror(13)}")]


def test_nothing_is_concluded_from_absence_where_part_of_a_unit_is_not_readable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("a/.podlint.yaml").write_text("")
    Path("a/more").mkdir()
    Path("a/service.yaml").write_text(
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
        "spec: {selector: {app: other}, ports: [{port: 80}]}\n"
    )
    works = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "more":
            raise PermissionError(13, os.strerror(13), path)
        return works(path)

    rules = [each.rule for each in lint_paths(["a/service.yaml"]).findings]
    assert rules == ["service-selects-nothing"]
    monkeypatch.setattr(podlint.reading.inputs.os, "scandir", scandir)
    assert lint_paths(["a/service.yaml"]).findings == ()


def test_a_large_file_that_vanishes_before_it_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    works = Inputs.read

    def read(self: Inputs, path: Path, most: int) -> bytes:
        if path.parent.name == "b":
            path.unlink()
            raise TooLargeError(f"larger than {most} bytes")
        return works(self, path, most)

    monkeypatch.setattr(Inputs, "read", read)
    report = lint_paths(["."])
    assert found(report) == ["a/web.yaml", "c/web.yaml"]
    assert errors(report) == [("b/web.yaml", f"cannot be read: {os.strerror(2)}")]
