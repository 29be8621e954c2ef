"""Kept reports: taken as long as nothing has changed that they depend on, and never otherwise."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from engine.changing_repository import ChangingRepository

from podlint.api import lint_kept, lint_paths
from podlint.cli.project import Project, project_of
from podlint.engine.kept.reports import KeptReports
from podlint.errors import PodlintError
from podlint.finding.report import Report
from podlint.reading.inputs import Inputs

_LATER = 10 * 10**9


class Kept:
    """A shelf in memory, for runs that start late enough to rely on all files."""

    question = "versions"

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}

    @property
    def started(self) -> int:
        return time.time_ns()

    def load(self, question: str) -> bytes | None:
        return self.data.get(question)

    def save(self, question: str, data: bytes) -> None:
        self.data[question] = data


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rely on the times of files at once."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + _LATER)


def project() -> Project:
    return project_of(["."], None, {}, Inputs())


def plain(report: Report) -> Report:
    """A report without what it depends on."""
    return report.replace(inputs=(), looked_for=())


def compare(kept: Kept, paths: list[str], steps: object) -> tuple[Report, Report] | None:
    """Lint with and without what is kept; the reports must be equal."""
    try:
        settings = project()
    except PodlintError:
        return None
    config, rules = settings.config, settings.rules
    try:
        wanted = lint_paths(paths, config=config, rules=rules)
    except PodlintError:
        return None
    found = lint_kept(paths, config, rules, kept, None, 1)
    assert plain(found) == plain(wanted), steps
    assert {*found.inputs} >= {*wanted.inputs}, (steps, {*wanted.inputs} - {*found.inputs})
    assert {*found.looked_for} >= {*wanted.looked_for}, steps
    return wanted, found


@pytest.mark.parametrize("seed", range(int(os.environ.get("KEPT_SEEDS", "3"))))
def test_kept_reports_are_those_that_would_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    start = int(os.environ.get("KEPT_START", "0"))
    repository = ChangingRepository(tmp_path / "repository", seed + start)
    (tmp_path / "outside.yaml").write_text("kind: Pod\napiVersion: v1\nmetadata: {name: out}\n")
    monkeypatch.chdir(repository.root)
    kept, steps = Kept(), []
    for _ in range(60):
        for _ in range(repository.random.choice((1, 1, 1, 2, 5))):
            steps.append(repository.change())
        paths = repository.random.choice((["."], ["."], ["."], ["base", "plain"], ["small"]))
        compare(kept, paths, steps)
