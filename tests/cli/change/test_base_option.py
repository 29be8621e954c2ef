"""A run with ``--base``: its output and exit code, and where it runs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from podlint.cli.arguments import run
from tests.cli.change.test_comparison import OLD, PORT, PRIVILEGED, found, pod
from tests.cli.repositories import commit, git, new_repository, plant, write

TEMPLATE = "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Values.name }} }\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository on a branch, and the working directory."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = new_repository(tmp_path / "repository", OLD)
    git(folder, "switch", "--quiet", "--create=feature")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str]]]:
    """A function that runs podlint, and returns the exit code and the lines of standard output."""

    def lines(*words: str) -> tuple[int, list[str]]:
        code = run(["check", *words])
        out, err = capsys.readouterr()
        assert err == ""
        return code, out.splitlines()

    return lines


def test_old_findings_do_not_fail_the_run(
    folder: Path, output: Callable[..., tuple[int, list[str]]]
) -> None:
    short = git(folder, "rev-parse", "HEAD")[:8]
    assert output()[0] == 1
    assert output("--base=main") == (
        0,
        [
            "no new problems found: checked 2 Pods in 2 files",
            f"since main ({short}): 1 older finding not shown",
        ],
    )
    write(folder, {"clean.yaml": pod("clean", *PRIVILEGED)})
    code, lines = output("--base=main")
    assert code == 1
    assert lines[0].startswith("clean.yaml:10:")
    assert f"since main ({short}): 1 older finding not shown" in lines
    assert output("--base=main", "--fail-on=error")[0] == 0


def test_where_nothing_is_older(folder: Path, output: Callable[..., tuple[int, list[str]]]) -> None:
    write(folder, {"old.yaml": None})
    assert output("--base=main") == (0, ["no problems found: checked 1 Pod in 1 file"])
    write(folder, {"clean.yaml": pod("clean", *PRIVILEGED)})
    assert output("--base=main")[1][-2].endswith("): none is older")


def test_the_json_report_names_the_commit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--format=json", "--base=main"]) == 0
    data = json.loads(capsys.readouterr().out)
    commit_ = git(folder, "rev-parse", "main")
    assert data["since"] == {"revision": "main", "commit": commit_, "older": 1}
    assert data["summary"]["failed"] is False
    run(["check", "--format=json"])
    assert json.loads(capsys.readouterr().out)["since"] is None


def test_the_merge_base_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, {"mine.yaml": pod("mine", *PORT)})
    commit(folder)
    git(folder, "switch", "--quiet", "main")
    write(folder, {"theirs.yaml": pod("theirs", *PORT), "old.yaml": pod("old")})
    commit(folder)
    git(folder, "switch", "--quiet", "feature")
    assert found(capsys, "--base=main") == ["mine.yaml:11 host-port"]
    git(folder, "merge", "--quiet", "main")
    assert found(capsys, "--base=main") == ["mine.yaml:11 host-port"]
    assert found(capsys, "--base=HEAD~1") == ["theirs.yaml:11 host-port"]


def test_an_empty_commit_has_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(folder, "switch", "--quiet", "--orphan=empty")
    start = commit(folder)
    git(folder, "restore", "--source=main", ".")
    assert found(capsys, f"--base={start}") == found(capsys)


def test_from_another_folder(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(folder, {"deep/new.yaml": pod("new", *PORT)})
    (tmp_path / "link").symlink_to(folder)
    for place, path in (
        (folder / "deep", ".."), (tmp_path, "repository"), (tmp_path, "link"),
        (tmp_path / "link/deep", "."), (tmp_path / "link", str(folder)),
    ):  # fmt: skip
        monkeypatch.chdir(place)
        (finding,) = found(capsys, "--base=main", path)
        assert finding.endswith("new.yaml:11 host-port"), (place, path)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_named_files_and_processes(
    jobs: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podlint.engine.search_report._WORTH_A_PROCESS", 1)
    write(folder, {f"{name}/pod.yaml": pod(name, *PORT) for name in "abcdef"})
    commit(folder)
    write(folder, {f"{name}/pod.yaml": pod(name, *PRIVILEGED, *PORT) for name in "bd"})
    words = ("--base=HEAD", f"--jobs={jobs}", "a/pod.yaml", "b/pod.yaml", "d")
    assert found(capsys, *words) == [f"{name}/pod.yaml:10 privileged-container" for name in "bd"]


def test_what_was_not_checked_before_does_not_fail_the_run(
    folder: Path, output: Callable[..., tuple[int, list[str]]]
) -> None:
    write(folder, {"template.yaml": TEMPLATE})
    commit(folder)
    words = ("--base=HEAD", "--fail-on-unchecked=template")
    assert output(*words)[0] == 0
    write(folder, {"other.yaml": TEMPLATE})
    assert output(*words)[0] == 1


def test_an_ignored_file_is_no_part_of_the_change(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"kustomization.yaml": "resources: [out/pod.yaml]\n", ".gitignore": "/out/\n"}
    write(folder, {**files, "out/pod.yaml": pod("out", *PORT)})
    commit(folder)
    assert found(capsys, "--base=HEAD", "out/pod.yaml") == []
    write(folder, {".gitignore": ""})
    assert found(capsys, "--base=HEAD", "out/pod.yaml") == ["out/pod.yaml:11 host-port in ."]


def test_an_ignored_file_that_is_committed_is_a_part_of_the_change(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, {".gitignore": "/out.yaml\n"})
    before = commit(folder)
    write(folder, {"out.yaml": pod("out", *PORT)})
    git(folder, "add", "--force", "out.yaml")
    commit(folder)
    assert found(capsys, f"--base={before}", "out.yaml") == ["out.yaml:11 host-port"]


def test_a_submodule_has_its_own_commits(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = new_repository(tmp_path / "other", {"pod.yaml": pod("sub", *PORT)})
    git(
        folder, "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(other), "sub"
    )
    before = commit(folder)
    write(folder / "sub", {"pod.yaml": pod("sub", *PRIVILEGED, *PORT)})
    assert found(capsys, "--base=HEAD") == ["sub/pod.yaml:10 privileged-container"]
    commit(folder / "sub")
    commit(folder)
    assert found(capsys, "--base=HEAD") == []
    assert found(capsys, f"--base={before}") == ["sub/pod.yaml:10 privileged-container"]
    git(folder, "submodule", "--quiet", "deinit", "--force", "sub")
    assert found(capsys, f"--base={before}") == []


def test_no_program_of_the_repository_runs(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, {"a.yaml": pod("a")})
    commit(folder)
    mark = plant(folder, tmp_path)
    write(folder, {"a.yaml": pod("a", *PORT), "old.yaml": None, "new.yaml": OLD["old.yaml"]})
    state = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert found(capsys, "--base=main") == ["a.yaml:11 host-port"]
    assert not mark.exists(), mark.read_text()
    assert state == {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert not list(tmp_path.glob("podlint-*"))


def test_a_run_with_a_base_is_not_cached(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from podlint.cli.run_cache import RunCache

    words = ["check", "--base=main"]
    cache = RunCache(str(folder / "cache"), words, 2**62)
    assert run(words, cache) == 0
    assert cache.recall() is None
    assert not os.path.lexists(folder / "cache")
    capsys.readouterr()


ACCEPTED = {
    ".podlint.yaml": (
        "baseline: baseline.json\nexceptions: exceptions.yaml\nseverity: {privileged-container: error}\n"
        "suppressions: [{rule: host-namespaces, object: Pod/agent, reason: watches the node}]\n"
        "paths: {legacy/: {ignore: [host-port]}}\n"
    ),
    "exceptions.yaml": "exceptions:\n  - {rule: privileged-container, object: Pod/driver, reason: loads a module}\n",
    "driver.yaml": pod("driver", *PRIVILEGED),
    "agent.yaml": pod("agent") + "  hostPID: true\n",
    "legacy/web.yaml": pod("legacy", *PORT),
}  # fmt: skip


def accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Commit files whose findings a baseline, an exception, a suppression and a section accept."""
    write(folder, ACCEPTED)
    assert run(["check", "--write-baseline", "baseline.json"]) == 0
    capsys.readouterr()
    commit(folder)


@pytest.mark.parametrize("base", ["main", "HEAD"])
def test_what_is_accepted_stays_accepted(
    base: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accepted(folder, capsys)
    write(folder, {"new.yaml": pod("new", *PRIVILEGED, *PORT), "legacy/b.yaml": pod("b", *PORT)})
    assert run(["check", "--format=json", f"--base={base}"]) == 1
    data = json.loads(capsys.readouterr().out)
    counted = [each for each in data["findings"] if each["suppressed"] is None]
    assert [(each["path"], each["rule"], each["severity"]) for each in counted] == [
        ("new.yaml", "privileged-container", "error"),
        ("new.yaml", "host-port", "warning"),
    ]
    # An accepted finding is no older finding: it would not fail the run without --base, either.
    assert data["since"]["older"] == 0


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # A copy of an accepted finding is a new one.
        ({"copy.yaml": OLD["old.yaml"]}, ["copy.yaml host-port"]),
        # The settings, the baseline and the exceptions are those of today, for both states.
        ({"baseline.json": None, ".podlint.yaml": ACCEPTED[".podlint.yaml"].partition("\n")[2]}, []),
        ({"exceptions.yaml": "exceptions: []\n"}, []),
        ({".podlint.yaml": "baseline: baseline.json\nexceptions: exceptions.yaml\n"}, []),
        # A second fault beside an accepted one, and a fault of another object.
        ({"driver.yaml": pod("driver", *PRIVILEGED, *PORT)}, ["driver.yaml host-port"]),
        ({"driver.yaml": pod("other", *PRIVILEGED)}, ["driver.yaml privileged-container"]),
        # A stricter setting brings nothing in old lines.
        ({".podlint.yaml": ACCEPTED[".podlint.yaml"] + "profile: strict\n"}, []),
    ],
)  # fmt: skip
def test_a_change_of_what_is_accepted(
    change: dict[str, str | None],
    expected: list[str],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    accepted(folder, capsys)
    write(folder, change)
    assert run(["check", "--format=json", "--base=HEAD"]) == (1 if expected else 0)
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [
        f"{each['path']} {each['rule']}"
        for each in findings
        if each["suppressed"] is None and not each["rule"].startswith("unused-")
    ] == expected


def test_one_edit_in_a_base_is_told_once_with_the_number_of_overlays(
    folder: Path, output: Callable[..., tuple[int, list[str]]]
) -> None:
    names = [f"overlays/{number}" for number in range(12)]
    write(
        folder,
        {
            "base/pod.yaml": pod("web", *PORT),
            "base/kustomization.yaml": "resources: [pod.yaml]\n",
            **{f"{name}/kustomization.yaml": "resources: [../../base]\n" for name in names},
        },
    )
    commit(folder)
    write(folder, {"base/pod.yaml": pod("web", *PRIVILEGED, *PORT)})
    code, lines = output("--base=HEAD")
    assert code == 1
    assert [each for each in lines if "privileged-container" in each and ".yaml:" in each] == [
        "base/pod.yaml:10:21 warning privileged-container"
    ]
    assert len([each for each in lines if each.strip().startswith("12 builds: overlays/0")]) == 1
    assert any(each.startswith("1 warning in 1 of ") for each in lines)


def test_variables_of_git_do_not_decide_what_is_compared(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = new_repository(tmp_path / "other", {"a.yaml": pod("a", *PORT)})
    write(folder, {"a.yaml": pod("a", *PORT)})
    mark = tmp_path / "ran"
    for name, value in {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_EXTERNAL_DIFF": f"touch {mark}",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": f"touch {mark}",
    }.items():
        monkeypatch.setenv(name, value)
    assert found(capsys, "--base=main") == ["a.yaml:11 host-port"]
    assert not mark.exists()
