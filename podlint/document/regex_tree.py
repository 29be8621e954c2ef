"""The parts of a regular expression."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

__all__ = ["Assertion", "Choice", "Node", "One", "Repeat", "Row", "size"]


class Assertion(Enum):
    """A condition on the position between two characters."""

    START = r"\A"
    END = r"\Z"
    BEFORE_LAST_BREAK = "$"
    START_OF_LINE = "(?m:^)"
    END_OF_LINE = "(?m:$)"
    WORD_EDGE = r"\b"
    NO_WORD_EDGE = r"\B"
    ASCII_WORD_EDGE = r"(?a:\b)"
    NO_ASCII_WORD_EDGE = r"(?a:\B)"


class One(NamedTuple):
    """One character.

    Attributes:
        text: An expression for it, for `re`; if `literal`, the character itself.
        flags: The flags to compile the expression with.
        literal: It is a single character, which is compared as it is.
    """

    text: str
    flags: re.RegexFlag
    literal: bool


class Row(NamedTuple):
    """Several parts in sequence."""

    parts: tuple[Node, ...]


class Choice(NamedTuple):
    """One of several parts."""

    parts: tuple[Node, ...]


class Repeat(NamedTuple):
    """A repeated part; without an upper limit if `most` is None."""

    part: Node
    least: int
    most: int | None


Node = One | Assertion | Row | Choice | Repeat


def size(node: Node) -> int:
    """The number of characters and assertions, with all repetitions written out."""
    match node:
        case Row(parts) | Choice(parts):
            return sum(map(size, parts)) + 1
        case Repeat(part, least, most):
            return size(part) * max(least if most is None else most, 1)
    return 1
