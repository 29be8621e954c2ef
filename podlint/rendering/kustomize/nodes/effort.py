"""Bounds the work of a build: a few lines of YAML can ask for one that never ends.

Each base that is taken in twice doubles what is built, and a patch can copy a value
into itself. Steps are counted, not seconds, so that the result is always the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from podlint.rendering.kustomize.nodes.errors import Declined
from podlint.rendering.kustomize.nodes.node import Map, Node, Origin, Scalar

__all__ = ["MOST_STEPS", "bounded", "size_of", "spend", "spend_on_copy", "spend_on_text"]

MOST_STEPS = 500_000
"""A step takes about 10 microseconds. The largest builds of public repositories take 40,000."""

_CHARACTERS = 64
"""Characters of text that are copied, sorted or written in a step."""

_left: ContextVar[list[int] | None] = ContextVar("steps left", default=None)


@contextmanager
def bounded(steps: int = MOST_STEPS) -> Iterator[None]:
    """Count the steps of what is done inside the block."""
    token = _left.set([steps])
    try:
        yield
    finally:
        _left.reset(token)


def spend(steps: int, origin: Origin | None = None) -> None:
    """Count some steps.

    Args:
        steps: How many.
        origin: What asks for them.

    Raises:
        Declined: There are none left.
    """
    left = _left.get()
    if left is None:
        return
    left[0] -= steps
    if left[0] < 0:
        raise Declined("podlint stops here: the build takes too many steps", origin)


def spend_on_text(length: int, origin: Origin | None = None) -> None:
    """Count the steps that a text of some length takes.

    Raises:
        Declined: As for `spend`.
    """
    spend(length // _CHARACTERS, origin)


def spend_on_copy(node: Node, origin: Origin | None = None) -> None:
    """Count the steps that a copy of a node takes, and each of its texts where it is written.

    Raises:
        Declined: As for `spend`.
    """
    steps, pending = 0, [node]
    while pending:
        each = pending.pop()
        steps += 1
        if isinstance(each, Scalar):
            steps += len(each.text) // _CHARACTERS
        else:
            pending += each.items.values() if isinstance(each, Map) else each.items
    spend(steps, origin)


def size_of(node: Node) -> int:
    """The number of nodes in a node, itself included."""
    found, pending = 0, [node]
    while pending:
        each = pending.pop()
        found += 1
        if not isinstance(each, Scalar):
            pending += each.items.values() if isinstance(each, Map) else each.items
    return found
