"""Spans of text, and the types of a document's data."""

from __future__ import annotations

from typing import NamedTuple

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]
"""The results of `YAMLToJSON`. Shared parts (aliases) are one object, so the data is read-only."""

Path = tuple[str | int, ...]
"""Keys and list indices from the root of a document to a value; `()` is the root."""


class Span(NamedTuple):
    """A region of a text. Lines and columns start at 1, and the end is exclusive.

    Columns count Unicode code points. Lines end only at LF, CRLF and CR. An empty value (`key:`)
    has a span of zero width after the colon.
    """

    start_line: int
    start_column: int
    end_line: int
    end_column: int
