"""Symbolic links: no fix is written through one, and none brings settings from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.cli.arguments import run
from podlint.reading.inputs import Inputs
from podlint.reading.links import link_to

FIXABLE = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      image: nginx:1.27
      volumeMounts: [{name: c, mountPath: /c}]
  volumes: [{name: c, configMap: {name: c, defaultMode: 644}}]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository as working directory; beside it, what does not belong to it."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "pod.yaml").write_text(FIXABLE)
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "sub").mkdir()
    monkeypatch.chdir(repository)
    return repository


@pytest.mark.parametrize(
    ("link", "target", "named"),
    [
        ("pod.yaml", "../elsewhere/pod.yaml", "pod.yaml"),
        ("pod.yaml", "real.yaml", "."),
        ("deploy", "../elsewhere", "deploy"),
        ("deploy", "../elsewhere", "deploy/pod.yaml"),
        ("sub/deploy", "../../elsewhere", "sub/../sub/deploy/pod.yaml"),
    ],
)
def test_a_fix_is_not_written_through_a_link(
    folder: Path, capsys: pytest.CaptureFixture[str], link: str, target: str, named: str
) -> None:
    if target == "real.yaml":
        (folder / target).write_text(FIXABLE)
    (folder / link).symlink_to(target)
    assert run(["check", "--diff", named]) == (1 if target == "real.yaml" else 0)
    capsys.readouterr()
    assert run(["check", "--fix", named]) == 1
    out, err = capsys.readouterr()
    assert (folder / link).is_symlink()
    assert (folder.parent / "elsewhere" / "pod.yaml").read_text() == FIXABLE
    number = 1 if target == "real.yaml" else 0
    assert f"fixed {number} problem" in err
    assert (
        f"not fixed: `{link}` is a symbolic link, and podlint does not write through links "
        "[decimal-file-mode]\n"
    ) in err
    assert "error decimal-file-mode" in out
    if number:
        assert "defaultMode: 644" not in (folder / target).read_text()


def test_the_way_to_the_working_directory_does_not_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "pod.yaml").write_text(FIXABLE)
    (folder.parent / "way").symlink_to(folder)
    monkeypatch.chdir(folder.parent / "way")
    assert link_to(Inputs(), "pod.yaml") is None
    assert link_to(Inputs(), str(folder.parent / "way" / "pod.yaml")) is None
    assert run(["check", "--fix", "pod.yaml"]) == 0
    assert "defaultMode: 0644}" in (folder / "pod.yaml").read_text()


@pytest.mark.parametrize("name", [".podlint.yaml", "pyproject.toml"])
@pytest.mark.parametrize("command", [["check"], ["rules"], ["explain", "."]])
def test_settings_from_outside_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, command: list[str]
) -> None:
    settings = {".podlint.yaml": "profile: strict\n", "pyproject.toml": "[tool.podlint]\n"}[name]
    outside = folder.parent / "elsewhere" / name
    outside.write_text(settings)
    (folder / name).symlink_to(outside)
    assert run(command) == (0 if command == ["rules"] else 2)
    err = capsys.readouterr().err
    assert err == (
        f"podlint: {folder / name}: symbolic link to a file outside {folder}; to use that "
        "file, pass it with --config"
        + ("; only podlint's own rules are known here\n" if command == ["rules"] else "\n")
    )
    if command == ["check"]:
        assert run(["check", "--config", str(folder / name)]) == 0
        assert run(["check", "--isolated"]) == 0


def test_settings_inside_may_be_linked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "lint.yaml").write_text("profile: nonsense\n")
    (folder / "sub" / ".podlint.yaml").symlink_to("../lint.yaml")
    monkeypatch.chdir(folder / "sub")
    assert run(["check"]) == 2
    assert "nonsense" in capsys.readouterr().err


def test_a_pyproject_of_others_is_no_matter(folder: Path) -> None:
    outside = folder.parent / "elsewhere" / "pyproject.toml"
    outside.write_text("[project]\n")
    (folder / "pyproject.toml").symlink_to(outside)
    assert run(["check"]) == 0


@pytest.mark.parametrize("link", ["rules", "rules/a-rule.yaml", "rules/probes"])
def test_rules_from_outside_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], link: str
) -> None:
    outside = folder.parent / "elsewhere" / "a-rule.yaml"
    outside.write_text("name: a-rule\n")
    (folder / ".podlint.yaml").write_text("rules: [rules]\n")
    (folder / link).parent.mkdir(exist_ok=True)
    (folder / link).symlink_to(outside if link.endswith("yaml") else outside.parent)
    assert run(["check"]) == 2
    assert "outside" in capsys.readouterr().err
