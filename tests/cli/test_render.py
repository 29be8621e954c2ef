"""The command that builds kustomizations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podlint.cli.arguments import run
from tests.rendering.test_annotated_yaml import OVERLAY, written


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(written(tmp_path, OVERLAY))
    return tmp_path


def test_a_build_is_printed_with_the_places_that_wrote_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["render", "prod"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("# base/pod.yaml:1\n")
    assert "  name: prod-web  # prod/kustomization.yaml:2\n" in out
    assert err == ""


def test_places_as_data_are_the_last_writer_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "-f", "json", "prod"]) == 0
    (pod,) = json.loads(capsys.readouterr().out)["resources"]
    assert pod["object"]["spec"]["containers"][0]["image"] == "app:2"
    assert pod["places"]["/spec/containers/0/image"] == [
        {"path": "prod/kustomization.yaml", "line": 5, "column": 13},
        {"path": "base/pod.yaml", "line": 8, "column": 14},
    ]


def test_a_fault_is_told_with_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "prod/kustomization.yaml").write_text("resources: [../base, gone.yaml]\n")
    assert run(["render", "prod"]) == 2
    assert capsys.readouterr().err.startswith("podlint: prod/kustomization.yaml:1:22: ")


def test_what_podlint_declines_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "prod/kustomization.yaml").write_text("helmCharts: [{name: a}]\n")
    assert run(["render", "prod"]) == 2
    assert "not supported by podlint: " in capsys.readouterr().err


def test_a_folder_without_a_kustomization(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "."]) == 2
    err = capsys.readouterr().err
    assert "kustomization.yaml" in err
    assert "Traceback" not in err


def test_nothing_outside_the_repository_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository = folder / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "kustomization.yaml").write_text("resources: [../base]\n")
    assert run(["render", "repository"]) == 2
    assert "web" not in capsys.readouterr().out
