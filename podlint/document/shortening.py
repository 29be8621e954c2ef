"""Long texts cut for messages."""

from __future__ import annotations

__all__ = ["one_line", "shortened"]


def shortened(text: str, most: int = 60) -> str:
    """The text, or its beginning with three dots if it has more characters than `most`."""
    return text if len(text) <= most else text[: most - 3] + "..."


def one_line(text: str, most: int = 60) -> str:
    """As `shortened`, with single blanks for all white space."""
    return shortened(" ".join(text.split()), most)
