"""Pieces of text and tables that escape control characters and mask secrets of manifests.

The modules that write explanations as text use these classes instead of those of rich, so that no
module can forget to do so.
"""

from __future__ import annotations

from typing import Any

from rich.table import Table as RichTable
from rich.text import Text as RichText

from podlint.document.credentials import masked
from podlint.document.visible import visible

__all__ = ["Table", "Text", "Whole"]


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
    """A table without lines."""

    def __init__(self, **options: Any) -> None:
        super().__init__(box=None, pad_edge=False, show_edge=False, **options)

    def add_column(self, header: Any = "", **options: Any) -> None:  # type: ignore[override]
        """Add a column, as in rich."""
        super().add_column(Text(header), **options)

    def add_row(self, *cells: Any, **options: Any) -> None:
        """Add a row, as in rich."""
        super().add_row(
            *(each if isinstance(each, Text) else Text(each) for each in cells), **options
        )
