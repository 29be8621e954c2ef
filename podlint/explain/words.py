"""Words cut to a width."""

from __future__ import annotations

__all__ = ["short"]


def short(text: str, most: int) -> str:
    """The text in at most so many characters; an ellipsis stands for what is left out."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
