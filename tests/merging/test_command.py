"""The command ``podlint merge``."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from podlint.cli.arguments import run
from tests.merging.test_merge import finding


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    write("reports/web.json", finding())
    write("reports/shop.json", finding(), finding(identity="b"))
    return tmp_path


def write(path: str, *findings: object) -> None:
    data = {"schema": "podlint-report/2", "findings": findings}
    Path(path).write_text(json.dumps(data), encoding="utf-8")


def data_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["merge", "--format", "json", *arguments]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_repositories_are_named_after_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert data_of(capsys, "reports")["repositories"] == ["shop", "web"]
    named = data_of(capsys, "one=reports/web.json", "reports/shop.json")
    assert named["repositories"] == ["one", "shop"]


def test_files_of_one_name_are_told_apart_by_their_paths(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "other").mkdir()
    write("other/web.json", finding())
    found = data_of(capsys, "reports/web.json", "other/web.json")
    assert found["repositories"] == ["other/web", "reports/web"]


def test_shards_of_a_repository(capsys: pytest.CaptureFixture[str]) -> None:
    for given in (["--repository", "all", "reports"], ["all=reports"]):
        found = data_of(capsys, *given)
        assert found["repositories"] == ["all"]
        assert isinstance(found["findings"], list)
        assert len(found["findings"]) == 2


def test_standard_input(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (folder / "reports/web.json").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert data_of(capsys, "web=-")["repositories"] == ["web"]


def test_a_broken_report_hides_no_other(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "reports/broken.json").write_text('{\n"schema": ]')
    assert run(["merge", "reports", "gone.json", "--fail-on", "info"]) == 2
    out, err = capsys.readouterr()
    assert "Found 0 errors, 3 warnings" in out
    assert "broken.json: line 2, column 11: invalid JSON" in err
    assert "gone.json: no such file or folder" in err


@pytest.mark.parametrize(
    ("choice", "code"), [([], 0), (["error"], 0), (["warning"], 1), (["info"], 1), (["never"], 0)]
)
def test_a_severity_can_fail_the_run(choice: list[str], code: int) -> None:
    assert run(["merge", "reports", *(["--fail-on", *choice] if choice else [])]) == code


def test_new_findings_can_fail_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["merge", "reports", "--format", "json", "--output", "json=old.json"]) == 0
    assert run(["merge", "reports", "--since", "old.json", "--fail-on", "new"]) == 0
    write("reports/web.json", finding(identity="c"))
    capsys.readouterr()
    assert run(["merge", "reports", "--since", "old.json", "--fail-on", "new"]) == 1
    out = capsys.readouterr().out
    assert "New\n  web: web.yaml:3: warning privileged-container: privileged\n" in out
    assert "1 new, 1 closed" in out


def test_teams_of_each_repository(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "all").write_text("* @all\nbad line\n")
    (folder / "own").write_text("web.yaml @shop\n")
    assert run(["merge", "reports", "--codeowners", "all", "--codeowners", "shop=own"]) == 0
    out, err = capsys.readouterr()
    assert [line.split()[:3] for line in out.splitlines()[1:3]] == [
        ["@shop", "0", "2"],
        ["@all", "0", "1"],
    ]
    assert "all:2: line skipped: `line` is not an owner" in err


def test_a_label_names_the_team_of_an_object(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = """\
        kind: Pod
        apiVersion: v1
        metadata: {name: NAME, labels: {example.com/team: TEAM}}
        spec: {hostNetwork: true, containers: [{name: web, image: "nginx:1.27"}]}
        """
    for name, team in (("web", "shop"), ("db", "data"), ("log", "data")):
        text = manifest.replace("NAME", name).replace("TEAM", team)
        (folder / f"{name}.yaml").write_text(text)
    (folder / "other.yaml").write_text(manifest.replace(", labels: {example.com/team: TEAM}", ""))
    (folder / "owners").write_text("* @all\n")
    files = ["web.yaml", "db.yaml", "log.yaml", "other.yaml"]
    report = ["--format", "json", "--select", "host-namespaces", "--fail-on", "never"]
    assert run(["check", *files, *report]) == 0
    (folder / "web.json").write_text(capsys.readouterr().out)
    arguments = ["web.json", "--label", "example.com/team", "--codeowners", "owners"]
    assert run(["merge", *arguments]) == 0
    rows = [line.split()[:3] for line in capsys.readouterr().out.splitlines()[1:4]]
    assert sorted(rows) == [["@all", "0", "1"], ["data", "0", "2"], ["shop", "0", "1"]]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--fail-on", "new"], "add --since"),
        (["--output", "pdf=x"], "invalid value `pdf=x` for --output"),
        (["--output", "csv=gone/x"], "the directory `gone` does not exist"),
        (["--codeowners", "gone"], "--codeowners gone: No such file"),
        (["--codeowners", "reports/web.json", "--codeowners", "reports/shop.json"], "two files"),
        (["=x"], "expected NAME=REPORT"),
        (["a" * 5000], "no such file or folder"),
    ],
)
def test_options_that_cannot_be_used(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["merge", "reports", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_an_empty_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty").mkdir()
    assert run(["merge", "empty"]) == 2
    assert "has no *.json or *.jsonl" in capsys.readouterr().err


def test_a_report_of_podlint_can_be_merged(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pod = "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: []}}"
    (folder / "pod.yaml").write_text(pod)
    for form in ("json", "jsonl"):
        run(["check", "--isolated", "pod.yaml", "--output", f"{form}=pod.{form}"])
    capsys.readouterr()
    found = data_of(capsys, "web=pod.json", "web=pod.jsonl")
    single = json.loads((folder / "pod.json").read_text())
    assert isinstance(found["findings"], list)
    assert [each["identity"] for each in found["findings"]] == [
        each["identity"] for each in single["findings"]
    ]
    assert single["findings"]
