"""``podlint init`` creates files, extends them or shows a diff, and never overwrites one."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.cli.arguments import run
from podlint.document import load
from podlint.version import VERSION
from tests.cli.repositories import git, new_repository, write

POD = (
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: true\n"
    "  containers: [{name: a, image: 'nginx:1.27'}]\n"
)
HOOK = {
    "repo": "https://github.com/podlint/podlint",
    "rev": f"v{VERSION}",
    "hooks": [{"id": "podlint"}],
}
OURS = {"pod.yaml": POD}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, and the working directory."""
    folder = new_repository(tmp_path / "repository", OURS)
    monkeypatch.chdir(folder)
    return folder


def init(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run the command; return the exit code and what it says before the last line."""
    code = run(["init", *words])
    out, err = capsys.readouterr()
    assert err == ""
    said, _, last = out.removesuffix("\n").rpartition("\n")
    assert last.startswith("next: ")
    return code, said


def data(path: Path) -> object:
    (document,) = load(path.read_text(encoding="utf-8"))
    assert document.error is None
    return document.data


def test_all_files_are_created(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--pre-commit", "--github", "--gitlab")
    files = (".podlint.yaml", ".pre-commit-config.yaml", ".github/workflows/podlint.yaml")
    expected = "\n".join(f"created {each}" for each in (*files, ".gitlab-ci.yml"))
    assert init(capsys, *words) == (0, expected)
    assert data(folder / ".pre-commit-config.yaml") == {"repos": [HOOK]}
    workflow = data(folder / ".github/workflows/podlint.yaml")
    assert isinstance(workflow, dict)
    assert list(workflow["true"]) == ["pull_request"]  # YAML 1.1 reads `on` so
    checkout, podlint = workflow["jobs"]["podlint"]["steps"]
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert podlint == {
        "uses": f"podlint/podlint@v{VERSION}",
        "with": {"base": "${{ github.event.pull_request.base.sha }}"},
    }
    job = data(folder / ".gitlab-ci.yml")
    assert isinstance(job, dict)
    assert job["podlint"]["variables"] == {"GIT_DEPTH": "0"}
    assert job["podlint"]["script"][1].startswith(
        "podlint check ${CI_MERGE_REQUEST_DIFF_BASE_SHA:+"
    )
    assert run(["check", "--base=HEAD"]) == 0
    capsys.readouterr()
    state = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, said = init(capsys, *words)
    assert code == 0
    assert [line.split()[0] for line in said.splitlines()] == ["unchanged"] * 4
    assert state == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


PRE_COMMIT = """\
# Our hooks
default_stages: [pre-commit] # as always

repos:
  # first
  - repo: https://example.com/hooks
    rev: "1.0" # pinned
    hooks:
      - id: one
      # the second one
      - id: two
# the end
"""


def test_a_hook_is_added_and_comments_stay(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / ".pre-commit-config.yaml"
    for text in (PRE_COMMIT, PRE_COMMIT.replace("\n", "\r\n"), "\ufeff" + PRE_COMMIT):
        path.write_bytes(text.encode())
        assert init(capsys, "--pre-commit")[1].endswith("\nextended .pre-commit-config.yaml")
        after = path.read_bytes().decode()
        assert set(text.splitlines()) <= set(after.splitlines())
        assert after.startswith(text[:180])
        assert ("\r\n" in after) == ("\r\n" in text)
        added = load(after.removeprefix("\ufeff"))[0].data
        before = load(text.removeprefix("\ufeff"))[0].data
        assert isinstance(before, dict)
        assert added == {**before, "repos": [*before["repos"], HOOK]}


@pytest.mark.parametrize("text", ["", "repos: []\n", "fail_fast: true\n", "# nothing\n"])
def test_an_empty_list_of_hooks(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, {".pre-commit-config.yaml": text})
    code, said = init(capsys, "--pre-commit")
    if code:
        assert "make this change yourself" in said
        assert f"+    rev: v{VERSION}" in said
        assert (folder / ".pre-commit-config.yaml").read_text() == text
    else:
        found = data(folder / ".pre-commit-config.yaml")
        assert isinstance(found, dict)
        assert found["repos"] == [HOOK]


@pytest.mark.parametrize(
    "text", ["repos: [\n", "- 1\n", "repos: &all\n  - a\nother: *all\n", "repos: text\n"]
)
def test_a_configuration_that_cannot_be_edited_is_shown_as_a_diff(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, {".pre-commit-config.yaml": text})
    code, said = init(capsys, "--pre-commit")
    assert code == 1
    assert "not changed .pre-commit-config.yaml: " in said
    assert "\n+  - repo: https://github.com/podlint/podlint\n" in said
    assert (folder / ".pre-commit-config.yaml").read_text() == text


@pytest.mark.parametrize(
    "text",
    [
        "repos:\n  - repo: https://github.com/podlint/podlint\n    hooks: []\n",
        "repos:\n  - repo: git@github.com:podlint/podlint.git\n    hooks: []\n",
        "repos:\n  - repo: local\n    hooks: [{id: podlint-fix}]\n",
    ],
)
def test_a_hook_that_is_there(text: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, {".pre-commit-config.yaml": text})
    code, said = init(capsys, "--pre-commit")
    assert (code, "unchanged .pre-commit-config.yaml" in said) == (0, True)
    assert (folder / ".pre-commit-config.yaml").read_text() == text


def test_another_workflow_is_not_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, {".github/workflows/podlint.yaml": "name: ours\n"})
    code, said = init(capsys, "--github")
    assert code == 1
    assert "\n-name: ours\n+name: podlint\n" in said
    assert (folder / ".github/workflows/podlint.yaml").read_text() == "name: ours\n"


def test_a_workflow_that_runs_podlint_is_enough(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, {".github/workflows/lint.yml": "run: podlint check\n"})
    code, said = init(capsys, "--github")
    assert (code, "unchanged .github/workflows/lint.yml" in said) == (0, True)
    assert not (folder / ".github/workflows/podlint.yaml").exists()


@pytest.mark.parametrize(
    ("stages", "expected"),
    [("", None), ("stages: [a, test]\n", None), ("stages: [x, lint]\n", "lint"),
     ("stages: [x, y]\n", "x"), ("stages: text\n", None)],
)  # fmt: skip
def test_a_job_is_added(
    stages: str, expected: str | None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = f"# ours\n{stages}build:\n  script: [make] # build"
    write(folder, {".gitlab-ci.yml": before})
    assert init(capsys, "--gitlab")[1].endswith("\nextended .gitlab-ci.yml")
    after = (folder / ".gitlab-ci.yml").read_text()
    assert after.startswith(f"{before}\n\npodlint:\n")
    found = data(folder / ".gitlab-ci.yml")
    assert isinstance(found, dict)
    assert found["podlint"].get("stage") == expected


@pytest.mark.parametrize("text", ["{build: {script: [make]}}\n", "a: [\n", "- 1\n"])
def test_a_pipeline_that_cannot_be_extended_is_shown_as_a_diff(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, {".gitlab-ci.yml": text})
    code, said = init(capsys, "--gitlab")
    assert code == 1
    assert "\n+podlint:\n" in said
    assert (folder / ".gitlab-ci.yml").read_text() == text


def test_a_folder_of_a_repository(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, {"de ploy.d/pod.yaml": POD})
    code, said = init(capsys, "--pre-commit", "--github", "--gitlab", "de ploy.d")
    assert code == 0
    assert said.startswith("created de ploy.d/.podlint.yaml\ncreated .pre-commit-config.yaml\n")
    hooks = data(folder / ".pre-commit-config.yaml")
    assert isinstance(hooks, dict)
    assert hooks["repos"][0]["hooks"] == [
        {
            "id": "podlint",
            "files": r"^de\ ploy\.d/",
            "args": ["--config", "de ploy.d/.podlint.yaml", "--"],
        }
    ]
    workflow = data(folder / ".github/workflows/podlint.yaml")
    assert isinstance(workflow, dict)
    assert workflow["jobs"]["podlint"]["steps"][1]["with"]["working-directory"] == "de ploy.d"
    job = data(folder / ".gitlab-ci.yml")
    assert isinstance(job, dict)
    assert job["podlint"]["script"][1] == "cd 'de ploy.d'"


def test_settings_that_are_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, {"pyproject.toml": "[tool.podlint]\nprofile = 'strict'\n"})
    assert init(capsys) == (0, "unchanged pyproject.toml: it already uses podlint")
    assert not (folder / ".podlint.yaml").exists()


def test_settings_of_a_folder_above_apply(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {".podlint.yaml": "profile: strict\n", "deploy/pod.yaml": POD})
    monkeypatch.chdir(folder / "deploy")
    assert init(capsys) == (0, "unchanged ../.podlint.yaml: it already uses podlint")


def test_settings_outside_the_repository_do_not_count(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {".podlint.yaml": "profile: strict\n"})
    assert init(capsys) == (0, "created .podlint.yaml")
    assert (folder / ".podlint.yaml").exists()


def test_without_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert init(capsys, "--github", "--pre-commit")[0] == 0
    assert (tmp_path / ".github/workflows/podlint.yaml").exists()


def test_nothing_is_written_through_a_link(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "ci.yml").write_text("a: {script: []}\n")
    (folder / ".github").symlink_to(outside)
    (folder / ".gitlab-ci.yml").symlink_to(outside / "ci.yml")
    (folder / ".pre-commit-config.yaml").symlink_to(outside / "new.yaml")
    code = run(["init", "--github", "--gitlab"])
    out, _ = capsys.readouterr()
    assert code == 1
    assert "not changed .github/workflows/podlint.yaml: `.github` is a symbolic link" in out
    assert "not changed .gitlab-ci.yml: `.gitlab-ci.yml` is a symbolic link" in out
    assert run(["init", "--pre-commit"]) == 2
    assert (outside / "ci.yml").read_text() == "a: {script: []}\n"
    assert [each.name for each in outside.iterdir()] == ["ci.yml"]
    assert ".pre-commit-config.yaml: cannot be read" in capsys.readouterr().err


def test_what_cannot_be_written_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, {".github": "a file\n"})
    assert run(["init", "--github"]) == 2
    assert "podlint: cannot write" in capsys.readouterr().err


def test_a_folder_that_does_not_exist(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", "nowhere"]) == 2
    assert capsys.readouterr().err == (
        "podlint: nowhere is not a folder; pass the folder with your manifests\n"
    )
    assert run(["init", "pod.yaml"]) == 2


def test_settings_with_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, {".podlint.yaml": "profil: strict\n"})
    assert run(["init", "--github"]) == 2
    assert ".podlint.yaml:1:1: " in capsys.readouterr().err
    assert not (folder / ".github").exists()


def test_no_name_acts_on_the_terminal_or_the_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "vendor/\x1b[2J\n::error::x/pod.yaml"
    write(folder, {name: POD, "\x1b[2J/pod.yaml": POD})
    code = run(["init", "--gitlab", "\x1b[2J"])
    out, _ = capsys.readouterr()
    assert code == 0
    assert "\x1b" not in out
    git(folder, "status")


def accepted(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """As `init`, with a baseline."""
    code = run(["init", "--baseline", *words])
    out, err = capsys.readouterr()
    assert err.startswith("podlint: wrote ") or not err
    return code, out.rpartition("next: ")[0]


def test_all_findings_are_accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = (".podlint.yaml", ".podlint-baseline.json", ".github/workflows/podlint.yaml")
    expected = "".join(f"created {each}\n" for each in (*files, ".gitlab-ci.yml"))
    assert accepted(capsys, "--github", "--gitlab") == (0, expected)
    assert run(["check"]) == 0
    write(folder, {"new.yaml": POD.replace("name: a}\nspec", "name: b}\nspec")})
    assert run(["check"]) == 1
    workflow = data(folder / ".github/workflows/podlint.yaml")
    assert isinstance(workflow, dict)
    assert workflow["true"] == {"push": {"branches": ["main"]}, "pull_request": None}
    checkout, podlint = workflow["jobs"]["podlint"]["steps"]
    assert "fetch-depth" not in checkout["with"]
    assert "with" not in podlint
    job = data(folder / ".gitlab-ci.yml")
    assert isinstance(job, dict)
    assert job["podlint"]["script"][1] == "podlint check"
    assert len(job["podlint"]["rules"]) == 2


def test_a_baseline_that_is_there_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accepted(capsys)
    before = (folder / ".podlint-baseline.json").read_bytes()
    write(folder, {"new.yaml": POD})
    code, said = accepted(capsys)
    assert (code, "unchanged .podlint-baseline.json: to update it" in said) == (0, True)
    assert (folder / ".podlint-baseline.json").read_bytes() == before


def test_settings_get_a_baseline(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "# ours\nprofile: minimal # only errors\n"
    write(folder, {".podlint.yaml": text, "bad.yaml": "apiVersion: v1\nkind: Pod\nspec: {}\n"})
    code, said = accepted(capsys)
    assert code == 0
    assert said.startswith("extended .podlint.yaml\ncreated .podlint-baseline.json\n")
    after = (folder / ".podlint.yaml").read_text()
    assert after == f"{text}baseline: .podlint-baseline.json\n"
    capsys.readouterr()
    assert run(["check"]) == 0


def test_settings_in_toml_are_changed_by_hand(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "[project]\nname = 'a'\n[tool.podlint]\nprofile = 'strict'\n"
    write(folder, {"pyproject.toml": text})
    code = run(["init", "--baseline"])
    out, _ = capsys.readouterr()
    assert code == 1
    assert "not changed pyproject.toml: podlint does not edit TOML" in out
    assert '\n+baseline = ".podlint-baseline.json"\n' in out
    assert (folder / "pyproject.toml").read_text() == text
    assert (folder / ".podlint-baseline.json").exists()


def test_a_baseline_that_the_settings_name_is_created(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, {"deploy/.podlint.yaml": "baseline: known.json\n", "deploy/pod.yaml": POD})
    code, said = accepted(capsys, "deploy")
    assert code == 0
    assert said == (
        "unchanged deploy/.podlint.yaml: it already uses podlint\ncreated deploy/known.json\n"
    )
    assert not (folder / "deploy/.podlint-baseline.json").exists()


def test_a_file_that_cannot_be_read_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.yaml").write_bytes(b"a: \xff\n")
    assert run(["init", "--baseline"]) == 2
    assert "podlint: bad.yaml: not UTF-8 text" in capsys.readouterr().err
    assert (folder / ".podlint-baseline.json").exists()
