"""Work spread over forked processes, which share what the parent has loaded."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from podlint.errors import PodlintError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Task = TypeVar("Task")
Result = TypeVar("Result")


class WorkerError(PodlintError):
    """A process ended before it had done its work."""


def processors() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    tasks: Sequence[Task],
    work: Callable[[Task], Result],
    weight: Callable[[Task], int],
    jobs: int,
) -> list[Result]:
    """The results of all tasks, in their order.

    Args:
        tasks: What is to be done.
        work: Does one task. What it returns, and what it raises, must be possible to pickle.
        weight: How long a task takes, compared with others.
        jobs: The most processes at work, this one included. One where processes cannot fork.

    Raises:
        WorkerError: A process ended before it had done its work.
        Exception: What `work` raises.
    """
    jobs = min(jobs, len(tasks) - 1) if hasattr(os, "fork") else 1
    if jobs <= 1:
        return [work(task) for task in tasks]
    # What the first task imports and remembers, the others inherit.
    results = {0: work(tasks[0])}
    order = sorted(range(1, len(tasks)), key=lambda index: weight(tasks[index]), reverse=True)
    queue = _Queue(order)
    workers = [_start(tasks, queue, work) for _ in range(jobs - 1)]
    try:
        results |= {index: work(tasks[index]) for index in queue.indices()}
        for worker in workers:
            results.update(_collect(*worker))
    finally:
        queue.close()
    return [results[index] for index in range(len(tasks))]


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


def _start(
    tasks: Sequence[Task], queue: _Queue, work: Callable[[Task], Result]
) -> tuple[Any, Connection]:
    from multiprocessing import get_context

    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(target=_serve, args=(tasks, queue, work, sender), daemon=True)
    worker.start()
    sender.close()
    return worker, receiver


def _serve(
    tasks: Sequence[Task], queue: _Queue, work: Callable[[Task], Result], sender: Connection
) -> None:
    try:
        answer: object = {index: work(tasks[index]) for index in queue.indices()}
    except Exception as error:
        answer = error
    sender.send(answer)
    sender.close()


def _collect(worker: Any, receiver: Connection) -> dict[int, Any]:
    try:
        answer = receiver.recv()
    except EOFError as error:
        worker.join()
        message = f"a process ended with code {worker.exitcode} before its work was done"
        raise WorkerError(message) from error
    worker.join()
    if isinstance(answer, Exception):
        raise answer
    found: dict[int, Any] = answer
    return found
