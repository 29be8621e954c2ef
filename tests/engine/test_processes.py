"""Several processes do what one does."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from podlint import lint_paths
from podlint.config.config import Config
from podlint.engine.processes import WorkerError, spread
from podlint.finding.severity import Profile

FIXTURES = Path(__file__).parents[1] / "fixtures"


def test_results_come_in_the_order_of_the_tasks() -> None:
    tasks = [5, 1, 9, 3, 7]

    def work(task: int) -> tuple[int, int]:
        time.sleep(0.1)
        return task, os.getpid()

    done = spread(tasks, work, lambda task: task, 3)
    assert [task for task, _ in done] == tasks
    assert len({process for _, process in done}) == 3


def test_many_tasks_are_all_done_once() -> None:
    tasks = list(range(5000))
    assert spread(tasks, lambda task: task, lambda _: 1, 2) == tasks


def test_one_job_stays_in_this_process() -> None:
    assert set(spread([1, 2], lambda _: os.getpid(), lambda _: 1, 1)) == {os.getpid()}
    assert spread([], lambda _: 1, lambda _: 1, 4) == []


def test_what_work_raises_is_raised() -> None:
    def work(task: int) -> int:
        if task:
            raise ValueError(task)

    with pytest.raises(ValueError, match="1"):
        spread([0, 1, 1], work, lambda _: 1, 2)


def test_a_process_that_dies_is_noticed() -> None:
    parent = os.getpid()

    def work(task: int) -> int:
        if os.getpid() != parent:
            os._exit(9)
        time.sleep(0.1)
        return task

    with pytest.raises(WorkerError, match="code 9"):
        spread([1, 2, 3], work, lambda _: 1, 2)


def test_a_report_does_not_depend_on_the_number_of_processes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(FIXTURES)
    config = Config(profile=Profile.STRICT)
    seen: list[tuple[int, int]] = []
    together = lint_paths(
        ["."], config=config, jobs=3, progress=lambda done, all_: seen.append((done, all_))
    )
    assert together == lint_paths(["."], config=config)
    assert together.findings
    assert seen
    assert all(done <= all_ for done, all_ in seen)
