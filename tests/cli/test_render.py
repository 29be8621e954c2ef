"""The command that builds kustomizations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podlint.cli.arguments import run
from podlint.document import load
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


APPLICATION = """\
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: web
spec:
  source:
    repoURL: https://git.example/team/infra
    path: prod
    kustomize:
      images: ["app:3"]
"""
SECOND = APPLICATION.replace("path: prod", "path: base").replace("  name: web", "  name: base")


def test_what_an_application_deploys(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "app.yaml").write_text(APPLICATION)
    assert run(["render", "app.yaml"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# Argo CD Application web (app.yaml:1)\n# base/pod.yaml:1\n")
    assert "    image: app:3  # app.yaml:10\n" in out


def test_what_several_applications_deploy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "app.yaml").write_text(f"{APPLICATION}---\n{SECOND}")
    assert run(["render", "app.yaml"]) == 0
    out = capsys.readouterr().out
    assert [each.data["metadata"]["name"] for each in load(out)] == ["prod-web", "web"]
    assert "---\n# Argo CD Application base (app.yaml:12)\n" in out
    assert run(["render", "-f", "json", "app.yaml"]) == 0
    found = json.loads(capsys.readouterr().out)["deployments"]
    assert [each["name"] for each in found] == [
        "Argo CD Application web (app.yaml:1)",
        "Argo CD Application base (app.yaml:12)",
    ]


def test_what_can_be_built_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = APPLICATION.replace("kustomize:\n", "helm: {}\n    kustomize:\n")
    (folder / "app.yaml").write_text(f"{text}---\n{SECOND}")
    assert run(["render", "app.yaml"]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("# Argo CD Application base")
    assert err == "podlint: app.yaml:7:5: a source can have only one of kustomize and helm\n"


def test_the_file_of_a_kustomization(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "prod/kustomization.yaml"]) == 0
    assert "name: prod-web" in capsys.readouterr().out


def test_a_file_that_deploys_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "base/pod.yaml"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("podlint: base/pod.yaml: no Argo CD or Flux object in this file")


def test_values_that_are_unknown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = APPLICATION.replace("app:3", "app:$ARGOCD_APP_REVISION")
    (folder / "app.yaml").write_text(text)
    assert run(["render", "-f", "json", "app.yaml"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["deployments"]
    assert found["resources"][0]["unknown"] == ["/spec/containers/0/image"]


def test_a_name_cannot_bring_objects(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = APPLICATION.replace("name: web", 'name: "x\\nkind: Pod\\n---"')
    (folder / "app.yaml").write_text(text)
    assert run(["render", "app.yaml"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# Argo CD Application x\\nkind: Pod\\n--- (app.yaml:1)\n")
    assert len(load(out)) == 1
