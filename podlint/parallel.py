"""Work spread over forked processes, which share what the parent has loaded."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
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
    mine, *others = _shares(tasks[1:], weight, jobs)
    workers = [_start([(index + 1, tasks[index + 1]) for index in share], work) for share in others]
    results |= {index + 1: work(tasks[index + 1]) for index in mine}
    for worker in workers:
        results.update(_collect(*worker))
    return [results[index] for index in range(len(tasks))]


def _shares(tasks: Sequence[Task], weight: Callable[[Task], int], jobs: int) -> list[list[int]]:
    """The indices of the tasks in shares of about the same weight."""
    shares: list[list[int]] = [[] for _ in range(jobs)]
    weights = [0] * jobs
    order = sorted(((weight(task), index) for index, task in enumerate(tasks)), reverse=True)
    for heaviness, index in order:
        least = weights.index(min(weights))
        shares[least].append(index)
        weights[least] += heaviness
    return shares


def _start(
    share: Sequence[tuple[int, Task]], work: Callable[[Task], Result]
) -> tuple[Any, Connection]:
    from multiprocessing import get_context

    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(target=_serve, args=(share, work, sender), daemon=True)
    worker.start()
    sender.close()
    return worker, receiver


def _serve(
    share: Sequence[tuple[int, Task]], work: Callable[[Task], Result], sender: Connection
) -> None:
    try:
        answer: object = {index: work(task) for index, task in share}
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
