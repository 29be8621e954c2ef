"""Runs a function on a set of things, without those on which it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from podlint.startup.frozen import Frozen

Part = TypeVar("Part")
Result = TypeVar("Result")

_MOST_ATTEMPTS = 60
"""Enough for several culprits: finding one among a thousand parts takes twenty."""


class Isolated(Frozen, Generic[Part, Result]):
    """The result of `isolate`.

    Attributes:
        result: The result of the function for the parts on which it works; None if there are none.
        culprits: The parts on which it fails, each with the exception.
        complete: Whether every part was tried; False if there are too many culprits.
    """

    result: Result | None
    culprits: tuple[tuple[Part, Exception], ...]
    complete: bool


def isolate(
    work: Callable[[Sequence[Part]], Result], parts: Sequence[Part]
) -> Isolated[Part, Result]:
    """Run a function on as many of the parts as possible, in their order.

    A block on which the function fails is halved until single parts are left.
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
