"""Shortens long texts for messages."""

from __future__ import annotations

__all__ = ["one_line", "shortened"]


def shortened(text: str, most: int = 60) -> str:
    """The text; if it has more than `most` characters, its start and three dots."""
    return text if len(text) <= most else text[: most - 3] + "..."


def one_line(text: str, most: int = 60) -> str:
    """As `shortened`, with single blanks for all white space."""
    return shortened(" ".join(text.split()), most)
