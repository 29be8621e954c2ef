"""Whether work grows with its input, or faster: for texts and manifests made to be slow."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Input = TypeVar("Input")

_TIMES = 8
"""How many times the larger input is as large: work in proportion takes 8 times, its square 64."""
_GENEROUS = 24
_ATTEMPTS = 6
_SHORTEST = 0.004
"""Less than this says more of the clock than of the work."""


def in_proportion(make: Callable[[int], Input], size: int, work: Callable[[Input], object]) -> bool:
    """Whether work on a larger input takes more of the processor's time in proportion.

    The fastest of some attempts counts: a busy machine slows some down, not all.

    Args:
        make: Makes an input of a size.
        size: That of the smaller input.
        work: What is measured.
    """
    small, large = make(size), make(_TIMES * size)
    work(small)  # what is imported and compiled once
    slow, fast = _SHORTEST, float("inf")
    for _ in range(_ATTEMPTS):
        slow, fast = max(slow, _seconds(work, small)), min(fast, _seconds(work, large))
        if fast < _GENEROUS * slow:
            return True
    return False


def _seconds(work: Callable[[Input], object], given: Input) -> float:
    # The collector goes over all that the tests hold, now and then.
    gc.disable()
    try:
        began = time.process_time()
        work(given)
        return time.process_time() - began
    finally:
        gc.enable()
