"""Pieces of text and tables that escape control characters and mask secrets of manifests.

The modules that write explanations as text use these classes instead of those of rich, so that no
module can forget to do so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from podlint.document.credentials import masked
from podlint.document.visible import visible

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.table import Column

__all__ = ["Table", "Text", "Whole"]

_GAP = 2
"""The blanks between two columns of a table."""
_LONGEST_WORD = 18
"""Longer words, such as names of images, may be folded."""


class Text(RichText):
    """A piece of text with a style."""

    def __init__(self, text: str = "", style: str = "") -> None:
        super().__init__(visible(masked(text)), style)

    @classmethod
    def joined(cls, *parts: tuple[str, str]) -> Text:
        """Pieces of text, each with its style, as one."""
        whole = cls()
        for text, style in parts:
            whole.append_text(cls(text, style))
        return whole


class Whole(Text):
    """A line that is not wrapped, so that it can be found and copied."""


class Table(RichTable):
    """A table without lines, whose columns are as wide as their longest word.

    If the terminal is too narrow for that, the cells of a row are printed below each other, each
    after the title of its column.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(box=None, pad_edge=False, show_edge=False, **options)

    def add_column(self, header: Any = "", **options: Any) -> None:  # type: ignore[override]
        """Add a column, as in rich."""
        super().add_column(Text(header), **{"overflow": "fold", **options})

    def add_row(self, *cells: Any, **options: Any) -> None:
        """Add a row, as in rich."""
        super().add_row(
            *(each if isinstance(each, Text) else Text(each) for each in cells), **options
        )

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table, or its rows below each other."""
        room = options.max_width - _GAP * (len(self.columns) - 1)
        least = [_columns_of(each, _least) for each in self.columns]
        widths = [_columns_of(each, _most) for each in self.columns]
        if sum(least) > room:
            yield from self._stacked()
            return
        while sum(widths) > room:
            spare = [i for i, width in enumerate(widths) if width > least[i]]
            widths[max(spare, key=widths.__getitem__)] -= 1
        for column, width in zip(self.columns, widths, strict=True):
            column.width = width
        yield from super().__rich_console__(console, options)

    def _stacked(self) -> Iterator[RenderableType]:
        titles = [cast("Text", column.header).plain for column in self.columns]
        for row in zip(*(column.cells for column in self.columns), strict=True):
            yield row[0]
            for title, cell in zip(titles[1:], row[1:], strict=True):
                line = Text(f"{title}: " if title else "")
                line.append_text(cast("Text", cell))
                line.rstrip()
                yield Padding(line, (0, 0, 0, 2))


def _columns_of(column: Column, of_text: Callable[[str, bool], int]) -> int:
    """The most columns that a function says for the texts of a column of a table."""
    texts = (column.header, *column.cells)
    return max(of_text(cast("Text", each).plain, column.no_wrap) for each in texts)


def _most(text: str, _: bool) -> int:
    return cell_len(text)


def _least(text: str, whole: bool) -> int:
    if whole:
        return cell_len(text)
    return min(_LONGEST_WORD, max(map(cell_len, text.split()), default=0))
