"""A function that fails on a set of things, run again without those that it fails on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from podlint.frozen import Frozen

Part = TypeVar("Part")
Result = TypeVar("Result")

_MOST_ATTEMPTS = 60
"""To find one culprit among a thousand parts takes twenty."""


class Isolated(Frozen, Generic[Part, Result]):
    """What came of it.

    Attributes:
        result: What the function returned for the parts that it takes; None if it takes none.
        culprits: The parts that it fails on, each with what it raised.
        complete: Every part was tried; False if there are too many culprits.
    """

    result: Result | None
    culprits: tuple[tuple[Part, Exception], ...]
    complete: bool


def isolate(
    work: Callable[[Sequence[Part]], Result], parts: Sequence[Part]
) -> Isolated[Part, Result]:
    """Run a function on as many parts as it takes, in their order.

    Blocks that it fails on are halved until single parts are left.
    """
    kept: list[Part] = []
    culprits: list[tuple[Part, Exception]] = []
    result: Result | None = None
    pending: list[Sequence[Part]] = [parts]
    for _ in range(_MOST_ATTEMPTS):
        if not pending:
            break
        block = pending.pop()
        try:
            result = work([*kept, *block])
        except Exception as error:
            if len(block) <= 1:
                culprits += [(part, error) for part in block]
                continue
            half = len(block) // 2
            pending += [block[half:], block[:half]]
        else:
            kept += block
    return Isolated(result, tuple(culprits), not pending)
