"""The option --include-builds: a change of a base judges the overlays that take it in."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.cli.arguments import run
from tests.cli.repositories import git, new_repository

BASE = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: app
          image: nginx:1.27
          readinessProbe:
            httpGet: {path: /, port: 80}
      volumes:
        - name: data
          emptyDir: {}
"""
WITHOUT_VOLUME = BASE[: BASE.index("      volumes:")]
PATCH = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: app
          volumeMounts:
            - {name: data, mountPath: /data}
"""
UNRELATED = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: []}}\n"
REPOSITORY = {
    "base/web.yaml": BASE,
    "base/kustomization.yaml": "resources: [web.yaml]\n",
    "overlays/prod/kustomization.yaml": "resources: [../../base]\npatches: [{path: p.yaml}]\n",
    "overlays/prod/p.yaml": PATCH,
    "other/pod.yaml": UNRELATED,
    "other/kustomization.yaml": "resources: [pod.yaml]\n",
}
BROKEN = "overlays/prod/p.yaml:10:22: error: container `app` mounts undefined volume `data`"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    new_repository(tmp_path, REPOSITORY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = run(["check", "--format=concise", *arguments])
    return code, capsys.readouterr().out


def test_a_base_that_suits_its_overlays_has_no_findings(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(capsys, "--include-builds", "base/web.yaml") == (0, "")


def test_a_change_of_a_base_is_judged_in_its_overlays(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("base/web.yaml").write_text(WITHOUT_VOLUME)
    code, out = found(capsys, "--include-builds", "base/web.yaml")
    assert code == 1
    assert out.startswith(BROKEN)
    assert "other/" not in out
    assert found(capsys, "base/web.yaml") == (0, "")


def test_the_setting_does_the_same(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("base/web.yaml").write_text(WITHOUT_VOLUME)
    Path(".podlint.yaml").write_text("include-builds: true\n")
    assert found(capsys, "base/web.yaml")[0] == 1
    assert found(capsys, "--no-include-builds", "base/web.yaml") == (0, "")


def test_a_file_that_no_build_takes_in_brings_no_others(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("base/web.yaml").write_text(WITHOUT_VOLUME)
    Path("alone").mkdir()
    Path("alone/ok.yaml").write_text("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}\n")
    assert found(capsys, "--include-builds", "alone/ok.yaml") == (0, "")


def test_excluded_files_are_left_out(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("base/web.yaml").write_text(WITHOUT_VOLUME)
    Path(".podlint.yaml").write_text("exclude: [overlays/prod/p.yaml]\n")
    assert found(capsys, "--include-builds", "--force-exclude", "base/web.yaml") == (0, "")


def test_only_what_a_commit_brings_is_reported_with_a_base(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("base/web.yaml").write_text(WITHOUT_VOLUME)
    options = ("--include-builds", "--base=HEAD", "base/web.yaml")
    assert found(capsys, *options)[1].startswith(BROKEN)
    git(repository, "commit", "-qam", "x")
    Path("base/web.yaml").write_text(WITHOUT_VOLUME.replace("1.27", "1.28"))
    assert found(capsys, *options) == (0, "")
