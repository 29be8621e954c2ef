"""Python's collector of cycles, which has nothing to do while podlint starts.

Loading makes some hundred thousand objects that all stay. To look through them, several times, for
what could be thrown away takes a tenth of the time of a run on one file.
"""

from __future__ import annotations

import gc

_ALLOCATIONS_BETWEEN_COLLECTIONS = 100_000


def pause() -> None:
    """Let the collector rest until `resume`."""
    gc.disable()


def resume() -> None:
    """Let a collector that rests work again: seldom, and not on what is there already."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS, 50, 100)
        gc.enable()
