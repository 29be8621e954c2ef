"""Answers that are True, False, or None if they are not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

__all__ = ["Answer", "agreed", "either", "every"]

Answer: TypeAlias = bool | None
"""True, False, or None: the manifest does not tell."""


def agreed(answers: Iterable[Answer]) -> Answer:
    """The answer that all possibilities share; None if they differ, or if there are none."""
    found = set(answers)
    return found.pop() if len(found) == 1 else None


def every(answers: Iterable[Answer]) -> Answer:
    """Whether all conditions hold: False if one does not, None if one is not known."""
    found = set(answers)
    return False if False in found else None if None in found else True


def either(*answers: Answer) -> Answer:
    """Whether one of the conditions holds: True if one does, None if one is not known."""
    return True if True in answers else None if None in answers else False
