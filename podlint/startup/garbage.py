"""Pauses Python's cyclic garbage collector while podlint starts or builds.

Imports make some hundred thousand objects that all stay alive. Searching them for garbage several
times would take a tenth of a run on one file.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_ALLOCATIONS_BETWEEN_COLLECTIONS = 100_000


def pause() -> None:
    """Pause the collector until `resume`."""
    gc.disable()


@contextmanager
def paused() -> Iterator[None]:
    """Pause the collector inside the block, which makes many objects that stay alive."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def resume() -> None:
    """Resume a paused collector; it runs rarely, and ignores the objects that exist already."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS, 50, 100)
        gc.enable()
