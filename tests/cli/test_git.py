"""podlint asks git, and git runs none of the programs that a repository names."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from podlint.cli.git import GitFailedError, NoGitError, run
from tests.cli.repositories import commit, git, new_repository, plant, write


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two commits of one file."""
    folder = new_repository(tmp_path / "repository", {"a.yaml": "a: 1\n"})
    write(folder, {"a.yaml": "a: 2\n"})
    commit(folder)
    return folder


QUESTIONS = (
    ("rev-parse", "--verify", "HEAD^{commit}"),
    ("merge-base", "HEAD~1", "HEAD"),
    ("ls-tree", "-r", "-z", "--full-tree", "HEAD"),
    ("cat-file", "blob", "HEAD:a.yaml"),
    ("blame", "--porcelain", "HEAD", "--", "a.yaml"),
    ("blame", "--porcelain", "--", "a.yaml"),
    ("log", "--format=%an %at", "-p", "HEAD", "--", "a.yaml"),
    ("diff", "-U0", "HEAD~1", "HEAD"),
    ("diff", "-U0", "HEAD~1"),
    ("diff", "-U0"),
)


def test_git_would_run_what_is_planted(repository: Path, tmp_path: Path) -> None:
    mark = plant(repository, tmp_path)
    subprocess.run(("git", "diff"), cwd=repository, capture_output=True, check=False)
    assert mark.exists()


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_no_program_of_the_repository_runs(
    question: tuple[str, ...], repository: Path, tmp_path: Path
) -> None:
    expected = run(question, repository)
    changed = "HEAD" not in question or question == ("diff", "-U0", "HEAD~1")
    mark = plant(repository, tmp_path)
    answer = run(question, repository)
    assert not mark.exists(), mark.read_text()
    assert changed or answer == expected


def test_missing_objects_are_not_fetched(repository: Path, tmp_path: Path) -> None:
    blob = run(("rev-parse", "HEAD:a.yaml"), repository).decode().strip()
    mark = plant(repository, tmp_path)
    git(repository, "config", "core.repositoryFormatVersion", "1")
    git(repository, "config", "extensions.partialClone", "origin")
    git(repository, "config", "remote.origin.promisor", "true")
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(GitFailedError):
        run(("cat-file", "blob", blob), repository)
    assert not mark.exists(), mark.read_text()


def test_variables_of_git_have_no_effect(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = run(("rev-parse", "HEAD"), repository)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "touch ran")
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    assert run(("rev-parse", "HEAD"), repository) == expected
    assert not (tmp_path / "trace").exists()


def test_a_folder_that_looks_like_a_repository_is_none(repository: Path) -> None:
    (repository / "bare").mkdir()
    git(repository / "bare", "init", "--quiet", "--bare")
    with pytest.raises(GitFailedError, match="bare"):
        run(("rev-parse", "--git-dir"), repository / "bare")


def test_git_is_not_looked_for_in_the_working_directory(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "git").write_text("#!/bin/sh\ntouch ran\n")
    (repository / "git").chmod(0o755)
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    run(("rev-parse", "HEAD"), repository)
    monkeypatch.setenv("PATH", f".{os.pathsep}")
    with pytest.raises(NoGitError, match="git is not installed"):
        run(("rev-parse", "HEAD"), repository)
    assert not (repository / "ran").exists()


def test_an_error_says_what_git_said(tmp_path: Path) -> None:
    with pytest.raises(GitFailedError, match="git rev-parse failed: not a git repository") as error:
        run(("rev-parse", "HEAD"), tmp_path)
    assert error.value.code == 128


def test_other_commands_are_refused(repository: Path) -> None:
    with pytest.raises(ValueError, match="podlint does not run `git fetch`"):
        run(("fetch",), repository)
