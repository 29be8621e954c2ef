"""Signals that wait until something short is done."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["SIGNALS", "signals_held_back"]

SIGNALS = frozenset((signal.SIGINT, signal.SIGTERM))
"""The signals that ask a process to end."""


@contextmanager
def signals_held_back() -> Iterator[frozenset[int]]:
    """Let SIGINT and SIGTERM wait until the block is left.

    Yields:
        The signals that were held back before.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield frozenset()
        return
    before = frozenset(signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS))
    try:
        yield before
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
