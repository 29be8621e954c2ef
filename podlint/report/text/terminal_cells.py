"""Texts in the cells of a terminal: a character takes none, one or two."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

__all__ = ["NO_BREAK", "columns", "cut_end", "cut_start", "untabbed", "wrapped"]

NO_BREAK = "\N{NO-BREAK SPACE}"
"""Stands for a blank at which a line must not be wrapped."""
_CUT = "..."
_TAB = " " * 4
"""Stands for a tab, whose width on a terminal would depend on what is before it."""


def columns(text: str) -> int:
    """How many cells a text without tabs takes."""
    if text.replace(NO_BREAK, " ").isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def untabbed(text: str) -> str:
    """The text with blanks instead of tabs."""
    return text.replace("\t", _TAB)


def cut_end(text: str, width: int) -> str:
    """The text in so many cells; an end that does not fit is replaced with three points."""
    if columns(text) <= width:
        return text
    room = max(0, width - len(_CUT))
    kept = bisect_right(range(len(text)), room, key=lambda end: columns(text[: end + 1]))
    return text[:kept] + _CUT


def cut_start(text: str, width: int) -> str:
    """The text in so many cells; a start that does not fit is replaced with three points."""
    if columns(text) <= width:
        return text
    room = max(0, width - len(_CUT))
    kept = bisect_left(range(len(text)), -room, key=lambda start: -columns(text[start:]))
    while kept < len(text) and not columns(text[kept]):
        kept += 1  # Without its base, a combining character would change the points.
    return _CUT + text[kept:]


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of so many cells; a longer word has its own line."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and columns(lines[-1]) + 1 + columns(word) <= width:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    return [each.rstrip() for each in lines] or [""]
