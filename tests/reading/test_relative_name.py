"""How files are named in reports, on systems with drives too."""

from __future__ import annotations

import ntpath
import os
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from podlint.cli.arguments import run
from podlint.reading import relative_name as module
from podlint.reading.inputs import Inputs
from podlint.reading.links import link_to
from podlint.reading.relative_name import relative_name


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "os", SimpleNamespace(path=ntpath))
    monkeypatch.setattr(module, "Path", PureWindowsPath)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("path", "name"),
    [(r"C:\work\deploy\pod.yaml", "deploy/pod.yaml"), (r"C:\other\pod.yaml", "../other/pod.yaml"),
     ("C:/work/a/../pod.yaml", "pod.yaml"), (r"D:\other\..\pod.yaml", "D:/pod.yaml"),
     (r"\\server\share\pod.yaml", "//server/share/pod.yaml")],
)  # fmt: skip
def test_names_have_slashes_on_windows(path: str, name: str) -> None:
    assert relative_name(path, r"C:\work") == name


def test_a_file_on_another_drive_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pod = tmp_path / "pod.yaml"
    pod.write_text("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: []}\n")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def relpath(path: str, start: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    other = SimpleNamespace(path=SimpleNamespace(relpath=relpath, abspath=os.path.abspath))
    monkeypatch.setattr(module, "os", other)
    assert run(["check", "--format", "concise", str(pod)]) == 1
    assert f"{pod.as_posix()}:4:" in capsys.readouterr().out


def test_no_link_is_searched_on_another_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    drives = property(lambda self: "D:" if "elsewhere" in self.parts else "C:")
    monkeypatch.setattr(type(Path()), "drive", drives)
    assert link_to(Inputs(), "/elsewhere/pod.yaml") is None


def test_one_process_does_everything_where_none_can_fork(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(40):
        Path(f"pod{number:02}.yaml").write_text(
            f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web{number}}}\nspec: {{containers: []}}\n"
        )
    arguments = ["check", "--format", "concise", "--no-cache", "--jobs", "4", "."]
    assert run(arguments) == 1
    forked = capsys.readouterr().out
    monkeypatch.delattr(os, "fork")
    assert run(arguments) == 1
    assert capsys.readouterr().out == forked
    assert forked.count("pod39.yaml:4:") == 1
