"""A forked process that does some tasks and answers through a pipe."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from podlint.engine.held_signals import SIGNALS, signals_held_back

_LENGTH = 8
"""The number of bytes for the length of an answer."""
_MOST_AT_ONCE = 1 << 20

_living = set[int]()


def kill_all() -> None:
    """Kill all workers of this process, which is about to end."""
    for process in _living:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


class Worker:
    """A child of this process, which prints nothing when it ends."""

    def __init__(self, answers: Callable[[], Iterable[object]]) -> None:
        """Fork a process.

        Args:
            answers: Returns the answers, in the new process; they must be picklable.

        Raises:
            OSError: The limit of processes or open files is reached.
        """
        self.reader, writer = os.pipe()
        self._status: int | None = None
        try:
            # A signal directly after the fork would raise an exception in the child.
            with signals_held_back() as blocked:
                self._process = os.fork()
                if not self._process:
                    _work(answers, self.reader, writer, blocked)
                _living.add(self._process)
        except OSError:
            os.close(self.reader)
            raise
        finally:
            os.close(writer)

    def receive(self) -> tuple[Any] | None:
        """Wait for the next answer; None if the worker has ended, perhaps during an answer."""
        head = self._read(_LENGTH)
        data = self._read(int.from_bytes(head)) if head else None
        return (pickle.loads(data),) if data else None

    def stop(self) -> None:
        """Kill the worker if it has not ended."""
        if self._status is not None:
            return
        os.close(self.reader)
        _living.discard(self._process)
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        try:
            _, self._status = os.waitpid(self._process, 0)
        except ChildProcessError:  # The calling program ignores its children.
            self._status = 0

    def death(self) -> str:
        """What ended the worker; call this after `receive` has returned None."""
        self.stop()
        code = os.waitstatus_to_exitcode(self._status or 0)
        if code >= 0:
            return f"exit code {code}"
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"

    def _read(self, count: int) -> bytes | None:
        """Read this number of bytes; None if fewer are left."""
        parts = []
        while count:
            part = os.read(self.reader, min(count, _MOST_AT_ONCE))
            if not part:
                return None
            parts.append(part)
            count -= len(part)
        return b"".join(parts)


def _work(
    answers: Callable[[], Iterable[object]], reader: int, writer: int, blocked: frozenset[int]
) -> None:
    """Do the work of a worker; never return and never raise."""
    code = 1
    try:
        # When the reader is closed, writing raises an error, so the worker ends with its parent.
        os.close(reader)
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        for answer in answers():
            _write(writer, pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
        code = 0
    finally:
        os._exit(code)


def _write(writer: int, data: bytes) -> None:
    left = memoryview(len(data).to_bytes(_LENGTH) + data)
    while left:
        left = left[os.write(writer, left) :]
