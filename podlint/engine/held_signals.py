"""Holds signals back during a short operation."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["SIGNALS", "signals_held_back"]

SIGNALS = frozenset((signal.SIGINT, signal.SIGTERM))
"""The signals that ask a process to end."""


@contextmanager
def signals_held_back() -> Iterator[frozenset[int]]:
    """Hold SIGINT and SIGTERM back until the block ends.

    Yields:
        The signals that were already held back.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield frozenset()
        return
    before = frozenset(signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS))
    try:
        yield before
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
