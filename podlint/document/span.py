"""Where something stands in a text, and what a document's data is made of."""

from __future__ import annotations

from typing import NamedTuple

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]
"""What `YAMLToJSON` can yield. Shared parts (aliases) are one object: treat it as read only."""

Path = tuple[str | int, ...]
"""Keys and list indices from the root of a document to a value; `()` is the root."""


class Span(NamedTuple):
    """A stretch of text: 1-based lines and columns, columns in Unicode code points, end exclusive.

    Lines break at LF, CRLF and CR only. A value that is written as nothing (`key:`) has a span of
    zero width after the colon.
    """

    start_line: int
    start_column: int
    end_line: int
    end_column: int
