"""Text for a terminal: colors on request, lines that fit."""

from __future__ import annotations

import os
import shutil
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

    from podlint.cli.output import Output

__all__ = ["MOST_COLUMNS", "Color", "render", "wants_color", "width_of"]

MOST_COLUMNS = 100
"""Longer lines are hard to read."""

_COLUMNS = 80
"""The width of text that does not go to a terminal."""


class Color(StrEnum):
    """When to write colors."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def wants_color(choice: Color, stdout: Output) -> bool:
    """Whether to use colors: --color overrides FORCE_COLOR, which overrides NO_COLOR."""
    if choice is not Color.AUTO:
        return choice is Color.ALWAYS
    if os.environ.get("FORCE_COLOR"):
        return True
    dumb = os.environ.get("TERM") == "dumb"
    return not os.environ.get("NO_COLOR") and not dumb and stdout.isatty()


def width_of(stdout: Output) -> int:
    """The number of columns that text may take, at most `MOST_COLUMNS`."""
    if stdout.isatty() or "COLUMNS" in os.environ:
        return min(shutil.get_terminal_size().columns, MOST_COLUMNS)
    return _COLUMNS


def render(parts: list[RenderableType], width: int, color: bool) -> str:
    """The text of parts of a page; without colors, it has no escape sequence.

    Args:
        parts: What to print, one below the other. The lines of a part of class `rich.text.Text`
            with `no_wrap` are not wrapped, as code must be.
        width: The number of columns.
        color: Use colors and styles.
    """
    from io import StringIO

    from rich.console import Console
    from rich.text import Text
    from rich.theme import Theme

    from podlint.document.visible import harmless

    console = Console(
        file=StringIO(),
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        theme=Theme({"markdown.code": "cyan", "markdown.h1": "bold", "markdown.h2": "bold"}),
    )
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Text) and bool(part.no_wrap))
    file = console.file
    assert isinstance(file, StringIO)
    lines = (line.rstrip() for line in file.getvalue().splitlines())
    return harmless("\n".join(lines) + "\n", color=color)
