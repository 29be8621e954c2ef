"""Several processes do what one does, whatever becomes of them."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import podlint.engine.unit_report
import podlint.reading.reader
from podlint import Report, lint_paths
from podlint.cli.arguments import run
from podlint.config.config import Config
from podlint.engine.processes import Killed, as_done, one_by_one, processors, spread
from podlint.finding.internal_error import InternalError
from podlint.finding.severity import Profile

FIXTURES = Path(__file__).parents[1] / "fixtures"
HERE = os.getpid()


def lost(task: object, killed: Killed) -> Any:
    return "lost", task, killed.how


def kill() -> None:
    """Kill this process, if it is a worker."""
    assert os.getpid() != HERE
    os.kill(os.getpid(), signal.SIGKILL)


def first_time(mark: Path) -> bool:
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def test_results_come_in_the_order_of_the_tasks(tmp_path: Path) -> None:
    tasks = [5, 1, 9, 3, 7]

    def work(task: int) -> tuple[int, int]:
        if os.getpid() != HERE:
            # On a busy machine one worker could do it all before the others have begun.
            (tmp_path / str(os.getpid())).touch()
            deadline = time.monotonic() + 60
            while len(list(tmp_path.iterdir())) < 3 and time.monotonic() < deadline:
                time.sleep(0.01)
        return task, os.getpid()

    done = spread(tasks, work, 3, lost=lost, weight=lambda task: task)
    assert [task for task, _ in done] == tasks
    assert len({process for _, process in done[1:]} - {HERE}) == 3


def test_many_tasks_are_all_done_once() -> None:
    tasks = list(range(5000))
    assert spread(tasks, lambda task: task, 2, lost=lost) == tasks


def test_results_may_be_large() -> None:
    tasks = [1, 10, 3_000_000, 100_000]
    assert spread(tasks, lambda task: "a" * task, 2, lost=lost) == ["a" * task for task in tasks]


def test_one_job_stays_in_this_process() -> None:
    assert set(spread([1, 2], lambda _: os.getpid(), 1, lost=lost)) == {HERE}
    assert spread([], lambda _: 1, 4, lost=lost) == []


def test_what_work_raises_is_raised() -> None:
    def work(task: int) -> int:
        if task:
            raise ValueError(task)
        return task

    with pytest.raises(ValueError, match="1"):
        spread([0, 1, 1], work, 2, lost=lost)


@pytest.mark.parametrize("culprit", [1, 50, 99])
def test_tasks_of_a_worker_that_is_killed_are_done_again(culprit: int, tmp_path: Path) -> None:
    def work(task: int) -> int:
        if task == culprit and first_time(tmp_path / "killed"):
            kill()
        return task

    tasks = list(range(100))
    assert spread(tasks, work, 3, lost=lost) == tasks
    assert (tmp_path / "killed").exists()


def test_workers_may_all_be_killed(tmp_path: Path) -> None:
    def work(task: int) -> int:
        if task and first_time(tmp_path / str(os.getpid())) and len(list(tmp_path.iterdir())) < 4:
            kill()
        return task

    tasks = list(range(3000))
    assert spread(tasks, work, 3, lost=lost) == tasks


def test_a_task_that_kills_every_worker_is_lost_and_no_other() -> None:
    def work(task: int) -> int:
        if task % 3 == 1:
            kill()
        if task % 3 == 2:
            os._exit(9)
        return task

    tasks = list(range(30))
    ends = {1: "SIGKILL", 2: "exit code 9"}
    assert spread(tasks, work, 2, lost=lost) == [
        ("lost", task, ends[task % 3]) if task % 3 else task for task in tasks
    ]


def test_one_by_one_goes_on_after_a_death() -> None:
    def work(task: int) -> int:
        if task in (0, 2):
            kill()
        return task

    killed = Killed("SIGKILL")
    assert list(one_by_one(range(5), work)) == [killed, 1, killed, 3, 4]


def test_no_processes_are_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    tasks = list(range(10))
    assert spread(tasks, lambda task: (task, os.getpid()), 4, lost=lost) == [
        (task, HERE) for task in tasks
    ]


def test_work_that_may_kill_is_not_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    killed = Killed("cannot start a process: Resource temporarily unavailable")
    assert list(one_by_one(range(3), lambda task: task)) == [killed] * 3


def test_what_work_raises_beside_this_process_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(one_by_one([1, 0], lambda task: 1 // task))


def test_a_program_that_takes_no_notice_of_its_children() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert spread(range(5), lambda task: task * 2, 2, lost=lost) == [0, 2, 4, 6, 8]
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_processors_are_counted_where_the_system_does_not_say_which_are_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert processors() == 7
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processors() == 1


@pytest.mark.parametrize("fatal", [False, True])
def test_no_process_and_no_file_is_left(fatal: bool) -> None:
    def work(task: int) -> int:
        if fatal and task == 5:
            kill()
        return task

    def open_files() -> int:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    before = open_files()
    spread(list(range(20)), work, 4, lost=lost)
    assert open_files() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_result_is_yielded_once_when_it_is_known(jobs: int) -> None:
    known = as_done(list(range(40)), str, jobs, lost=lost)
    assert next(known) == (0, "0")
    assert sorted(known) == [(task, str(task)) for task in range(1, 40)]


@pytest.fixture
def parallel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("podlint.engine.search_report._WORTH_A_PROCESS", 1)


@pytest.mark.usefixtures("parallel")
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
    assert seen == sorted(seen)
    assert len(seen) > 5
    assert seen[-1][0] == seen[-1][1] >= together.files


POD = """\
apiVersion: v1
kind: Pod
metadata: {{name: {0}}}
spec: {{containers: [{{name: a, image: 'nginx:1.27', securityContext: {{privileged: true}}}}]}}
"""
FATAL = "# this kills"


@pytest.fixture
def manifests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five units of three files."""
    folder = tmp_path / "manifests"
    for unit in "abcde":
        (folder / unit).mkdir(parents=True)
        for file in "xyz":
            (folder / unit / f"{file}.yaml").write_text(POD.format(unit + file))
    monkeypatch.chdir(folder)
    return folder


Kills = Callable[[list[str]], bool]


@pytest.fixture
def killing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Kills], None]:
    """Has each worker killed that lints files with texts of which a condition holds."""
    works = podlint.engine.unit_report.lint

    def kill_if(condition: Kills) -> None:
        def lint(unit: Any, *args: Any) -> Report:
            if os.getpid() != HERE and condition([each.text for each in unit.files]):
                kill()
            return works(unit, *args)

        monkeypatch.setattr(podlint.engine.unit_report, "lint", lint)

    return kill_if


def check(form: str, jobs: int, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = run(["check", "--no-cache", "--isolated", "-f", form, "--jobs", str(jobs)])
    return (code, *capsys.readouterr())


@pytest.mark.usefixtures("manifests", "parallel")
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_the_report_is_the_same_when_a_worker_is_killed(
    form: str,
    killing: Callable[[Kills], None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    alone = check(form, 1, capsys)
    assert alone[0] == 1
    killing(lambda _: first_time(tmp_path / "killed"))
    assert check(form, 2, capsys) == alone
    assert (tmp_path / "killed").exists()


@pytest.mark.internal_errors
@pytest.mark.usefixtures("parallel")
def test_a_file_that_kills_again_is_an_error_and_the_rest_is_checked(
    manifests: Path, killing: Callable[[Kills], None], capsys: pytest.CaptureFixture[str]
) -> None:
    alone = lint_paths(["."])
    for path in ("b/y.yaml", "d/x.yaml"):
        with (manifests / path).open("a") as file:
            file.write(FATAL)
    killing(lambda texts: any(FATAL in text for text in texts))
    report = lint_paths(["."], jobs=2)
    assert [each.path for each in report.errors] == ["b/y.yaml", "d/x.yaml"]
    assert [each.location for each in report.findings] == [
        each.location
        for each in alone.findings
        if each.location.path not in ("b/y.yaml", "d/x.yaml")
    ]
    code, out, err = check("json", 2, capsys)
    assert code == 2
    for error in json.loads(out)["errors"]:
        assert error["internal"]
        assert "SIGKILL" in error["message"]
    assert "podlint: b/y.yaml: internal error: " in err
    assert "Please report it at https://podlint.dev" in err
    code, out, _ = check("sarif", 2, capsys)
    assert code == 2
    (invocation,) = json.loads(out)["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert {
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in invocation["toolExecutionNotifications"]
        if each["level"] == "error"
    } == {"b/y.yaml", "d/x.yaml"}


@pytest.mark.internal_errors
@pytest.mark.usefixtures("manifests", "parallel")
def test_files_that_kill_only_together_are_all_errors(killing: Callable[[Kills], None]) -> None:
    alone = lint_paths(["."])
    killing(lambda texts: len(texts) == 3 and "bx" in texts[0])
    report = lint_paths(["."], jobs=2)
    assert [each.path for each in report.errors] == ["b/x.yaml", "b/y.yaml", "b/z.yaml"]
    assert all(isinstance(each, InternalError) for each in report.errors)
    assert list(report.findings) == [
        each for each in alone.findings if not each.location.path.startswith("b/")
    ]


@pytest.mark.internal_errors
@pytest.mark.usefixtures("manifests")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_unit_that_podlint_fails_on_leaves_the_others(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podlint.engine.search_report._WORTH_A_PROCESS", 1)
    works = podlint.reading.reader.files_of

    def files_of(inputs: Any, root: Any, exclude: Any) -> Any:
        if root.folder.name == "c":
            raise ValueError
        return works(inputs, root, exclude)

    monkeypatch.setattr(podlint.reading.reader, "files_of", files_of)
    report = lint_paths(["."], jobs=jobs)
    assert [each.path for each in report.errors] == ["c/x.yaml", "c/y.yaml", "c/z.yaml"]
    assert {each.location.path[0] for each in report.findings} == set("abde")
