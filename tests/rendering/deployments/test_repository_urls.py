"""Whether a URL is that of the repository itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.reading.inputs import Inputs
from podlint.rendering.deployments.repository_urls import Match, Remotes, normalized, remotes_of

SAME = "git.example/team/infra"


@pytest.mark.parametrize(
    "url",
    [
        "https://git.example/team/infra",
        "https://git.example/team/infra.git",
        "https://git.example/team/infra/",
        "https://user:secret@git.example/team/infra.git",
        "https://GIT.example/Team/Infra.git",
        "https://git.example:8443/team/infra",
        "ssh://git@git.example/team/infra.git",
        "ssh://git@git.example:22/team/infra.git",
        "git@git.example:team/infra.git",
        "git.example:/team/infra.git",
        "git://git.example/team/infra",
        " https://git.example/team/infra ",
    ],
)
def test_ways_to_write_it(url: str) -> None:
    assert normalized(url) == SAME


@pytest.mark.parametrize(
    ("url", "match"),
    [
        ("git@git.example:team/infra", Match.YES),
        ("https://git.example/fork/infra", Match.PERHAPS),
        ("https://git.example/team/other", Match.NO),
        ("", Match.PERHAPS),
        ("{{ .Values.repoURL }}", Match.PERHAPS),
        ("https://${HOST}/team/x", Match.PERHAPS),
        ("https://git.example/<your org>/x", Match.PERHAPS),
    ],
)
def test_whether_it_is_the_repository(url: str, match: Match) -> None:
    assert Remotes(("https://git.example/team/infra.git",)).match(url) is match
    assert Remotes(()).match(url) is Match.PERHAPS


def test_the_remotes_are_read(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text(
        '[core]\n\turl = no\n[remote "origin"]\n\turl = git@git.example:team/infra.git # x\n'
        '[remote "up\\"stream"] url = "https://other.example/a/b"\n\tfetch = x\n[branch "main"]\n'
    )
    found = remotes_of(Inputs(), tmp_path)
    assert found.match("https://git.example/team/infra") is Match.YES
    assert found.match("https://other.example/a/b") is Match.YES
    assert found.match("no") is Match.NO


def test_nothing_outside_the_repository_is_read(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    (tmp_path / "config").write_text('[remote "origin"]\nurl = https://git.example/a\n')
    (repository / ".git").write_text("gitdir: ../elsewhere\n")
    assert remotes_of(Inputs(), repository).match("https://x/y") is Match.PERHAPS
    (repository / ".git").unlink()
    (repository / ".git").symlink_to("..")
    assert remotes_of(Inputs(), repository).match("https://x/y") is Match.PERHAPS
