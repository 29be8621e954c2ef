"""What a case may cost: 5 seconds of processor time, and 1 GB of memory."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 5.0
BYTES = 1 << 30
_UNIT = 1024
"""The kernel counts memory in KiB."""


class OverLimitError(BaseException):
    """A case costs too much; not an Exception, which podlint might contain."""


@contextmanager
def limited(seconds: float = SECONDS) -> Iterator[None]:
    """Let what happens inside take no more than its share.

    Raises:
        OverLimitError: It takes more.
    """

    def stop(*_: object) -> None:
        message = f"more than {seconds:g} s"
        raise OverLimitError(message)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    previous = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * _UNIT
    if grown > BYTES:
        message = f"{grown >> 20} MB"
        raise OverLimitError(message)
