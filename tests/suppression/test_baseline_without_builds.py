"""A baseline that is written without rendering also lasts with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podlint.cli.arguments import run

WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      hostPID: true
      containers: [{name: app, image: registry.example/app:1.4}]
"""
PATCH = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers: [{name: app, env: [{name: A, value: a}]}]
"""
HERE = ["--no-cache", "--profile", "strict"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    files = {
        "base/kustomization.yaml": "resources: [web.yaml]\n",
        "base/web.yaml": WEB,
        "one/kustomization.yaml": "resources: [../base]\npatches: [{path: patch.yaml}]\n",
        "one/patch.yaml": PATCH,
    }
    for path, text in files.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text)
    rendering("off")
    return tmp_path


def rendering(how: str) -> None:
    Path(".podlint.yaml").write_text(f'kustomize: "{how}"\nbaseline: accepted.json\n')


def rules() -> set[str]:
    return {each["rule"] for each in json.loads(Path("accepted.json").read_text())["entries"]}


def write(capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["check", ".", *HERE, "--write-baseline", "accepted.json"]) == 0
    return capsys.readouterr().err


def test_nothing_is_new_with_rendering_and_nothing_unused_without(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = write(capsys)
    assert "of them are in what kustomizations build, which `kustomize: off` does not" in said
    assert {"host-namespaces", "missing-memory-limit"} <= rules()
    for how in ("off", "builtin"):
        rendering(how)
        assert run(["check", ".", *HERE]) == 0
        assert "no problems found" in capsys.readouterr().out


def test_a_new_problem_that_only_rendering_shows_is_new(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(capsys)
    rendering("builtin")
    path = Path("one/patch.yaml")
    path.write_text(path.read_text().replace("env:", "securityContext: {privileged: true}, env:"))
    assert run(["check", ".", *HERE]) == 1
    assert "one/patch.yaml:7:62 warning privileged-container" in capsys.readouterr().out


def test_a_baseline_that_is_written_again_loses_what_was_corrected(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(capsys)
    before = Path("accepted.json").read_text()
    write(capsys)
    assert Path("accepted.json").read_text() == before
    limits = "resources: {limits: {memory: 1Gi}}, env:"
    Path("one/patch.yaml").write_text(PATCH.replace("env:", limits))
    write(capsys)
    assert "missing-memory-limit" not in rules()
    assert "host-namespaces" in rules()


def test_with_rendering_nothing_is_said_about_it(capsys: pytest.CaptureFixture[str]) -> None:
    rendering("builtin")
    assert "of them" not in write(capsys)
