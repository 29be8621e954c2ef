"""What is not a revision to compare with: clear messages, exit code 2."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from podlint.cli.arguments import run
from tests.cli.repositories import commit, git, new_repository, write

POD = (
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  hostNetwork: true\n"
    "  containers: [{name: app, image: 'nginx:1.27'}]\n"
)


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository with a history of three commits."""
    folder = new_repository(tmp_path / "origin", {"pod.yaml": POD})
    for number in (2, 3):
        write(folder, {"pod.yaml": f"# {number}\n{POD}"})
        commit(folder)
    return folder


@pytest.fixture
def message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """A function that runs `podlint check` in a folder, and returns its error."""

    def error(folder: Path, *words: str) -> str:
        monkeypatch.chdir(folder)
        code = run(["check", *words])
        out, err = capsys.readouterr()
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        return err.removeprefix("podlint: ").removesuffix("\n")

    return error


def clone(origin: Path, *words: str) -> Path:
    git(origin.parent, "clone", "--quiet", *words, origin.as_uri(), "clone")
    return origin.parent / "clone"


def test_there_is_no_such_revision(origin: Path, message: Callable[..., str]) -> None:
    assert message(origin, "--base=nope") == (
        f"--base: no revision `nope` in the repository {origin}; fetch it with `git fetch origin "
        "nope`, or check its name"
    )
    assert "`git fetch origin fix/a`" in message(origin, "--base=fix/a")
    git(origin, "remote", "add", "upstream", str(origin))
    assert "`git fetch upstream main`" in message(origin, "--base=upstream/main")


def test_a_branch_of_the_remote_is_suggested(origin: Path, message: Callable[..., str]) -> None:
    folder = clone(origin)
    git(folder, "switch", "--quiet", "--create=feature")
    git(folder, "branch", "--quiet", "--delete", "main")
    assert message(folder, "--base=main").endswith("; did you mean `origin/main`?")


@pytest.mark.parametrize("name", ["", "-x", "--output=x", "a\nb"])
def test_what_cannot_be_a_revision(name: str, origin: Path, message: Callable[..., str]) -> None:
    assert "is not a revision; expected a branch, tag or commit" in message(
        origin, f"--base={name}"
    )
    assert not (origin / "x").exists()


def test_a_range_is_not_a_revision(origin: Path, message: Callable[..., str]) -> None:
    assert "no revision `HEAD~1..HEAD`" in message(origin, "--base=HEAD~1..HEAD")


def test_a_shallow_clone_lacks_the_revision(origin: Path, message: Callable[..., str]) -> None:
    git(origin, "switch", "--quiet", "--create=feature")
    folder = clone(origin, "--depth=1", "--branch=feature")
    said = message(folder, "--base=origin/main")
    assert "this is a shallow clone; fetch the history with `git fetch --unshallow`" in said
    assert "fetch-depth: 0" in said
    assert "GIT_DEPTH" in said


def test_a_shallow_clone_lacks_the_merge_base(origin: Path, message: Callable[..., str]) -> None:
    git(origin, "switch", "--quiet", "--create=feature", "HEAD~1")
    write(origin, {"other.yaml": POD})
    commit(origin)
    folder = clone(origin, "--depth=1", "--no-single-branch", "--branch=feature")
    assert message(folder, "--base=origin/main").startswith(
        "--base: `origin/main` and HEAD have no common commit here: this is a shallow clone"
    )


def test_histories_without_a_common_commit(origin: Path, message: Callable[..., str]) -> None:
    git(origin, "switch", "--quiet", "--orphan=other")
    commit(origin)
    assert message(origin, "--base=main").endswith("here: their histories are unrelated")


def test_there_is_no_commit_yet(tmp_path: Path, message: Callable[..., str]) -> None:
    git(tmp_path, "init", "--quiet")
    assert "has no commit yet; create one first" in message(tmp_path, "--base=main")


def test_there_is_no_repository(tmp_path: Path, message: Callable[..., str]) -> None:
    write(tmp_path, {"pod.yaml": POD})
    assert message(tmp_path, "--base=main") == (
        "--base compares with a commit of a git repository, but `.` is not in one; run podlint in "
        "a clone, or without --base"
    )


def test_the_paths_are_in_several_repositories(
    origin: Path, tmp_path: Path, message: Callable[..., str]
) -> None:
    other = new_repository(tmp_path / "other", {"pod.yaml": POD})
    said = message(origin, "--base=main", ".", str(other))
    assert f"`.` and `{other}` are in different repositories" in said


def test_git_is_not_installed(
    origin: Path, message: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert message(origin, "--base=main").startswith("git is not installed, or not in the PATH")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs chown")
def test_a_repository_of_another_user(origin: Path, message: Callable[..., str]) -> None:
    os.chown(origin, 65534, 65534)
    os.chown(origin / ".git", 65534, 65534)
    said = message(origin, "--base=main")
    assert said.startswith(f"--base: git cannot read the repository {origin}: detected dubious")
    assert "safe.directory" in said


def test_standard_input_and_fixes_have_no_base(origin: Path, message: Callable[..., str]) -> None:
    assert "not standard input" in message(origin, "--base=main", "-")
    for option in ("--fix", "--diff"):
        assert "cannot be used with --fix" in message(origin, "--base=main", option)


def test_a_partial_clone_lacks_a_file(
    origin: Path, message: Callable[..., str], tmp_path: Path
) -> None:
    git(origin, "config", "uploadpack.allowFilter", "true")
    folder = clone(origin, "--filter=blob:none")
    write(folder, {"pod.yaml": POD + "\n"})
    said = message(folder, "--base=HEAD~1")
    assert said.startswith("--base: git cannot read a file of the commit: ")
    assert "partial clone" in said
    git(folder, "diff", "HEAD~1")
    assert run(["check", "--base=HEAD~1"]) == 0
