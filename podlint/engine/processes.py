"""Spreads work over forked processes, which share what the parent has loaded."""

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
    """The result of a task whose process was killed.

    Attributes:
        how: What killed the process: the name of a signal, or an exit code.
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
) -> list[Result]:
    """Do all tasks, and return their results in order.

    Args:
        tasks: As for `as_done`.
        do: As for `as_done`.
        jobs: As for `as_done`.
        lost: As for `as_done`.
        weight: As for `as_done`.

    Raises:
        Exception: The exception of `do`.
    """
    results = dict(as_done(tasks, do, jobs, lost=lost, weight=weight))
    return [results[index] for index in range(len(tasks))]


def as_done(
    tasks: Sequence[Task],
    do: Callable[[Task], Result],
    jobs: int,
    *,
    lost: Callable[[Task, Killed], Result],
    weight: Callable[[Task], int] = lambda _: 1,
) -> Iterator[tuple[int, Result]]:
    """Do all tasks, and yield the index and the result of each when it is done.

    With several jobs, this process only collects results, so that a task can kill only a worker.
    The tasks of a killed worker are done again, one by one.

    Args:
        tasks: The tasks.
        do: Does one task. Its result and its exceptions must be picklable.
        jobs: The maximum number of processes. One if processes cannot fork.
        lost: Returns the result of a task that killed a worker of its own.
        weight: How long a task takes, compared with others; the longest begin first.

    Raises:
        Exception: The exception of `do`.
    """
    jobs = min(jobs, len(tasks) - 1) if hasattr(os, "fork") else 1
    # The workers inherit what the first task imports and caches.
    for index in range(len(tasks) if jobs <= 1 else 1):
        yield index, do(tasks[index])
    if jobs > 1:
        order = sorted(range(1, len(tasks)), key=lambda index: weight(tasks[index]), reverse=True)
        missing = dict.fromkeys(order)
        for index, result in _together(tasks, do, order, jobs):
            del missing[index]
            yield index, result
        again = one_by_one([tasks[index] for index in missing], do)
        for index, outcome in zip(missing, again, strict=True):
            task = tasks[index]
            yield index, lost(task, outcome) if isinstance(outcome, Killed) else outcome


def one_by_one(tasks: Sequence[Task], do: Callable[[Task], Result]) -> Iterator[Result | Killed]:
    """Do tasks one after another in a worker process, and yield their results.

    A worker that is killed is replaced, and the result of its task is `Killed`.

    Raises:
        Exception: The exception of `do`.
    """
    from podlint.engine.worker import Worker

    left = list(tasks)
    while left:
        try:
            worker = Worker(partial(_outcomes, do, list(left)))
        except OSError as error:  # A task in this process could kill it.
            yield from (Killed(f"cannot start a process: {error.strerror}") for _ in left)
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
    """The result of a task that raised an exception."""

    error: Exception


def _together(
    tasks: Sequence[Task], do: Callable[[Task], Result], order: Sequence[int], jobs: int
) -> Iterator[tuple[int, Result]]:
    """The results of tasks by index, done by workers; those of a killed worker are missing."""
    from podlint.engine.worker import Worker

    queue = _Queue(order)

    def work() -> Iterator[tuple[int, Result | _Raised]]:
        for index in queue.indices():
            (outcome,) = _outcomes(do, [tasks[index]])
            yield index, outcome

    workers: list[Worker] = []
    try:
        with suppress(OSError):  # If no more processes can be created, fewer do the work.
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
    """The answers of workers, until all of them have ended."""
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
"""Records that fit into a pipe on every system before a process reads them."""


class _Queue:
    """The indices of tasks. Every process takes the next one, so none is idle while tasks are left.

    All processes read from one pipe. No process gets an index that another one took, even if that
    one is killed.
    """

    def __init__(self, order: Sequence[int]) -> None:
        count = min(len(order), _MOST_RECORDS)
        self._batches = [order[start::count] for start in range(count)]
        self._reader, writer = os.pipe()
        os.write(writer, array("q", range(count)).tobytes())
        os.close(writer)

    def indices(self) -> Iterator[int]:
        """The next indices, until none is left."""
        while record := os.read(self._reader, array("q").itemsize):
            yield from self._batches[array("q", record)[0]]

    def close(self) -> None:
        """Close the pipe."""
        os.close(self._reader)
