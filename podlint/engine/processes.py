"""Work spread over forked processes, which share what the parent has loaded."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.engine.worker import Worker

Task = TypeVar("Task")
Result = TypeVar("Result")


class Killed(Frozen):
    """What a task comes to that ends the process which does it.

    Attributes:
        how: What ended the process: the name of a signal, or an exit code.
    """

    how: str


def processors() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    tasks: Sequence[Task],
    do: Callable[[Task], Result],
    jobs: int,
    *,
    lost: Callable[[Task, Killed], Result],
    weight: Callable[[Task], int] = lambda _: 1,
    done: Callable[[Task], None] = lambda _: None,
) -> list[Result]:
    """The results of all tasks, in their order.

    With several jobs this process only collects, so that a task can kill nothing but a worker. The
    tasks of a killed worker are done again, one by one.

    Args:
        tasks: What is to be done.
        do: Does one task. What it returns, and what it raises, must be possible to pickle.
        jobs: The most processes at work. One where processes cannot fork.
        lost: Gives the result of a task that has killed a worker of its own.
        weight: How long a task takes, compared with others.
        done: Called in this process with each task that is done.

    Raises:
        Exception: What `do` raises.
    """
    results: dict[int, Result] = {}

    def keep(index: int, result: Result) -> None:
        results[index] = result
        done(tasks[index])

    jobs = min(jobs, len(tasks) - 1) if hasattr(os, "fork") else 1
    # What the first task imports and remembers, the workers inherit.
    for index in range(len(tasks) if jobs <= 1 else 1):
        keep(index, do(tasks[index]))
    if jobs > 1:
        order = sorted(range(1, len(tasks)), key=lambda index: weight(tasks[index]), reverse=True)
        for index, result in _together(tasks, do, order, jobs):
            keep(index, result)
        missing = [index for index in order if index not in results]
        again = one_by_one([tasks[index] for index in missing], do)
        for index, outcome in zip(missing, again, strict=True):
            keep(index, lost(tasks[index], outcome) if isinstance(outcome, Killed) else outcome)
    return [results[index] for index in range(len(tasks))]


def one_by_one(tasks: Sequence[Task], do: Callable[[Task], Result]) -> Iterator[Result | Killed]:
    """The results of tasks that are done one after the other beside this process.

    A worker that is killed is replaced, and the task that it was at comes to `Killed`.

    Raises:
        Exception: What `do` raises.
    """
    from podlint.engine.worker import Worker

    left = list(tasks)
    while left:
        try:
            worker = Worker(partial(_outcomes, do, list(left)))
        except OSError as error:  # To do them in this process could cost it its life.
            yield from (Killed(f"no new process: {error.strerror}") for _ in left)
            return
        try:
            while answer := worker.receive():
                yield _returned(*answer)
                del left[0]
            if left:
                yield Killed(worker.death())
                del left[0]
        finally:
            worker.stop()


class _Raised(Frozen):
    """What a task raised, as its result."""

    error: Exception


def _together(
    tasks: Sequence[Task], do: Callable[[Task], Result], order: Sequence[int], jobs: int
) -> Iterator[tuple[int, Result]]:
    """The results of tasks, by index, as workers do them; those of a killed worker are missing."""
    from podlint.engine.worker import Worker

    queue = _Queue(order)

    def work() -> Iterator[tuple[int, Result | _Raised]]:
        for index in queue.indices():
            (outcome,) = _outcomes(do, [tasks[index]])
            yield index, outcome

    workers: list[Worker] = []
    try:
        with suppress(OSError):  # There can be no more processes: fewer do the same.
            while len(workers) < jobs:
                workers.append(Worker(work))
        if not workers:
            yield from ((index, do(tasks[index])) for index in order)
        for index, outcome in _answers(workers):
            yield index, _returned(outcome)
    finally:
        queue.close()
        for worker in workers:
            worker.stop()


def _answers(workers: Sequence[Worker]) -> Iterator[Any]:
    """What workers answer, until all have ended."""
    from select import POLLIN, poll

    waiting, by_reader = poll(), {worker.reader: worker for worker in workers}
    for reader in by_reader:
        waiting.register(reader, POLLIN)
    while by_reader:
        for reader, _ in waiting.poll():
            if answer := by_reader[reader].receive():
                yield from answer
            else:
                waiting.unregister(reader)
                del by_reader[reader]


def _outcomes(do: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result | _Raised]:
    for task in tasks:
        try:
            yield do(task)
        except Exception as error:
            yield _Raised(error)


def _returned(outcome: Result | _Raised) -> Result:
    if isinstance(outcome, _Raised):
        raise outcome.error
    return outcome


_MOST_RECORDS = 1024
"""As many as a pipe holds everywhere before anyone reads."""


class _Queue:
    """Indices of tasks, from which every process takes the next: none waits while some are left.

    A pipe that all processes read: what one has taken, no other gets, even if it dies.
    """

    def __init__(self, order: Sequence[int]) -> None:
        count = min(len(order), _MOST_RECORDS)
        self._batches = [order[start::count] for start in range(count)]
        self._reader, writer = os.pipe()
        os.write(writer, array("q", range(count)).tobytes())
        os.close(writer)

    def indices(self) -> Iterator[int]:
        """The next indices, until there are no more."""
        while record := os.read(self._reader, array("q").itemsize):
            yield from self._batches[array("q", record)[0]]

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self._reader)
