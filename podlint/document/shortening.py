"""Lists words and shortens long texts for messages."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["listed", "one_line", "shortened"]


def shortened(text: str, most: int = 60) -> str:
    """The text; if it has more than `most` characters, its start and three dots."""
    return text if len(text) <= most else text[: most - 3] + "..."


def one_line(text: str, most: int = 60) -> str:
    """As `shortened`, with single blanks for all white space."""
    return shortened(" ".join(text.split()), most)


def listed(words: Sequence[str], word: str = "and") -> str:
    """The words as a list with a conjunction: `a, b and c`; empty if there are none."""
    *most, last = words or ("",)
    return f"{', '.join(most)} {word} {last}" if most else last
