"""What was not checked is said, listed on request, and fails a run that asks for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podlint.cli.arguments import run

POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: %s\nspec: {containers: [{name: a, image: 'a:1'}]}\n"
FILES = {
    "chart/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n",
    "chart/templates/a.yaml": "apiVersion: v1\nkind: Pod\n{{- if .x }}\nspec: {}\n{{- end }}\n",
    "a/template.yaml": "apiVersion: v1\nkind: Pod\n{{- if .x }}\nspec: {}\n{{- end }}\n",
    "a/placeholder.yaml": POD % "${NAME}",
    "a/fragment.yaml": "# podlint: fragment\n" + POD % "web",
    "a/unknown.yaml": "apiVersion: example.com/v1\nkind: Widget\n",
    "a/role.yaml": "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\n",
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)


def test_the_summary_says_what_was_not_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 0
    words = (
        "1 chart (1 template) not rendered, 1 fragment, 1 placeholder, 1 template, 1 unknown kind"
    )
    assert capsys.readouterr().out.splitlines() == [
        "no problems found: checked 2 Pods in 7 files",
        f"not checked: {words} (--show-files)",
    ]


def test_all_files_are_listed_with_what_became_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--show-files", "a"]) == 0
    assert capsys.readouterr().out.splitlines()[:-3] == [
        "a/fragment.yaml: 1 Pod checked",
        "  line 2: missing fields not checked: fragment: a comment marks it as a fragment",
        "a/placeholder.yaml: 1 Pod checked",
        "  line 4: metadata.name: not checked: placeholder `${NAME}`: its value is unknown",
        "a/role.yaml: 1 object",
        "  line 1: not checked: no Pods in kind Role",
        "a/template.yaml: 0 objects",
        "  line 1: not checked: template: not valid YAML until it is rendered",
        "a/unknown.yaml: 1 object",
        "  line 1: not checked: unknown kind: Widget (example.com)",
    ]


def test_what_cannot_be_read_is_listed_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a/broken.yaml").write_bytes(b"kind: \xff\n")
    assert run(["check", "--show-files", "a/broken.yaml", "a/role.yaml"]) == 2
    first, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("a/broken.yaml: error: ")


@pytest.mark.parametrize(
    ("option", "path", "code"),
    [
        ("--fail-on-unchecked", "a", 1),
        ("--fail-on-unchecked", "a/role.yaml", 0),
        ("--fail-on-unchecked=template", "a/template.yaml", 1),
        ("--fail-on-unchecked=template,fragment", "a/fragment.yaml", 1),
        ("--fail-on-unchecked=unreadable", "a", 0),
        ("--fail-on-unchecked=unknown-kind", "a/unknown.yaml", 1),
        ("--fail-on-unchecked=placeholder", "a/placeholder.yaml", 1),
    ],
)
def test_a_run_fails_on_request(option: str, path: str, code: int) -> None:
    assert run(["check", option, path]) == code
    assert run(["check", path]) == 0


def test_the_failure_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--fail-on-unchecked", "a/unknown.yaml"])
    assert "1 unknown kind (--show-files); failing (--fail-on-unchecked)" in capsys.readouterr().out


def test_the_configuration_may_ask_for_it(tmp_path: Path) -> None:
    (tmp_path / "a/.podlint.yaml").write_text("fail-on-unchecked: [template]\n")
    assert run(["check", "--config", "a/.podlint.yaml", "a/template.yaml"]) == 1
    assert run(["check", "--config", "a/.podlint.yaml", "a/unknown.yaml"]) == 0


def test_unknown_causes_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--fail-on-unchecked=charts", "a"]) == 2
    assert (
        "unknown cause `charts`; expected one of unreadable, fragment, placeholder, template, "
        "unknown-kind" in capsys.readouterr().err
    )


def test_the_json_report_has_it_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["summary"]["unchecked"] == {
        "fragment": 1, "placeholder": 1, "template": 2, "unknown-kind": 1,
    }  # fmt: skip
    assert report["unjudged"][0] == {
        "path": "a/fragment.yaml", "line": 2, "field": "", "cause": "fragment",
        "reason": "fragment: a comment marks it as a fragment",
    }  # fmt: skip
    assert {"path": "a/role.yaml", "objects": 1, "pods": 0} in report["files"]
    assert [each["chart"] for each in report["skipped"] if each["cause"] == "template"] == [
        None, "chart",
    ]  # fmt: skip
