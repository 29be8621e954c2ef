"""Pieces of text with a style, and how they become lines for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from podlint.finding.severity import Severity
from podlint.report.text.terminal_cells import NO_BREAK, wrapped
from podlint.startup.lazy_pattern import pattern

Part: TypeAlias = tuple[str, str]
"""A piece of text and its style, in rich's words; an empty style is plain."""

Line: TypeAlias = Sequence[Part]

SEVERITY = {
    Severity.ERROR: "bold color(196)",
    Severity.WARNING: "bold color(136)",
    Severity.INFO: "bold color(31)",
}
PATH = "bold"
MESSAGE = "bold"
GUTTER = "color(67)"
LABEL = "bold color(67)"
RELATED = "color(67)"
REMOVED = "color(167)"
ADDED = "color(65)"
QUIET = "color(102)"
FAILED = "bold color(196)"
CLEAN = "bold color(65)"
# Each color has a contrast of 3.3 or more on white and on #1e1e1e, and is one that no
# theme of a terminal changes.

_CODE = pattern(r"`[^`]{1,48}`")
_LINK_NUMBER = pattern(r"\x1b\]8;id=\d+;")

NARROWEST, WIDEST, READABLE = 60, 200, 100
"""Columns: the limits of a layout, and the width of prose that is easy to read."""


def labeled(label: str, text: str, width: int, indent: str = "  ") -> Iterator[Line]:
    """A text after its label, wrapped so that all of its lines begin in the same column.

    Args:
        label: What the text is, such as ``help``; empty for none.
        text: The text.
        width: The columns there are.
        indent: What stands before the label.
    """
    head = f"{label}: " if label else ""
    text = _CODE.sub(lambda found: found[0].replace(" ", NO_BREAK), text)
    lines = wrapped(text, max(20, width - len(indent) - len(head)))
    for number, line in enumerate(lines):
        shown = line.replace(NO_BREAK, " ")
        if number:
            yield [(indent + " " * len(head), ""), (shown, "")]
        else:
            yield [(indent, ""), (head, LABEL), (shown, "")]


def plain(lines: Iterable[Line]) -> str:
    """The lines as text without styles."""
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def colored(lines: Iterable[Line]) -> str:
    """The lines with colors and links for a terminal."""
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    buffer = StringIO()
    console = Console(
        file=buffer,
        force_terminal=True,
        color_system="256",
        width=WIDEST,
        legacy_windows=False,
        highlight=False,
        no_color=False,
    )
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)
    # Rich numbers its links at random; the same run prints the same.
    return _LINK_NUMBER.sub("\x1b]8;;", buffer.getvalue())
