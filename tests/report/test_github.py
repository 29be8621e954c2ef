"""Workflow commands of GitHub Actions."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint import Config, lint_paths
from podlint.report import View, render

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: "100%,: a\\nb"
      image: app:1
      securityContext: {privileged: true}
"""


def test_a_finding_is_a_command_on_one_line_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "a,b"
    folder.mkdir()
    (folder / "50%:.yaml").write_text(POD, encoding="utf-8")
    monkeypatch.chdir(folder)
    written = render(
        lint_paths(["."], config=Config(select=("privileged-container",))), "github", View(Config())
    )
    assert written.startswith(
        "::warning file=a%2Cb/50%25%3A.yaml,title=privileged-container,"
        "line=9,endLine=9,col=37,endColumn=41::container `100%25,: a%0Ab` runs in privileged mode. Remove `privileged: true`, and list "
        "only the required capabilities in `securityContext.capabilities.add`.\n"
    )
    assert written.count("\n") == 1


def test_a_command_says_what_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pod.yaml").write_text(POD.replace('"100%,: a\\nb"', "My_App"), encoding="utf-8")
    report = lint_paths(["."], config=Config(select=("invalid-name",)))
    (finding,) = report.findings
    assert finding.help
    written = render(report, "github", View(Config()))
    assert written.endswith(f"::{finding.message}. {finding.help}\n")


def test_a_clean_run_prints_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert render(lint_paths(["."]), "github", View(Config())) == ""
