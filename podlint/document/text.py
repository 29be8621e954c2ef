"""Converts offsets to lines and columns, in a whole text and in a chunk of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, count
from operator import add

from podlint.document.span import Span
from podlint.startup.lazy_pattern import pattern

_LINE_BREAK = pattern(r"\r\n|\r|\n")

_LINE = pattern(r"[^\r\n]*")
_WHOLE_LINE = pattern(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def split_lines(text: str) -> list[str]:
    """The lines of a text with their line breaks, as positions count them.

    The last line has no break if the text does not end with one.
    """
    return _WHOLE_LINE.findall(text)


class Text:
    """A whole text as it was passed, with its line starts, which are found on first use."""

    __slots__ = ("_last", "_line_starts", "content")

    def __init__(self, content: str) -> None:
        self.content = content
        self._line_starts: list[int] | None = None
        self._last = (0, "")

    def line(self, number: int) -> str:
        """A line by its 1-based number, without its line break."""
        # A whole manifest may be one line, which is needed for thousands of findings.
        if number != self._last[0]:
            found = _LINE.match(self.content, self._starts()[number - 1])
            self._last = (number, found[0] if found else "")
        return self._last[1]

    def offset(self, number: int) -> int:
        """The offset of the start of a line; beyond the last line, the end of the text."""
        starts = self._starts()
        return starts[number - 1] if number <= len(starts) else len(self.content)

    @property
    def line_break(self) -> str:
        """The first line break of the text; LF if it has none."""
        found = _LINE_BREAK.search(self.content)
        return found[0] if found else "\n"

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset; an offset beyond the end counts as the end."""
        starts = self._starts()
        offset = min(offset, len(self.content))
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The lines and columns between two offsets."""
        return Span(*self.position(start), *self.position(end))

    def _starts(self) -> list[int]:
        if self._line_starts is None:
            self._line_starts = [0, *_after_breaks(self.content)]
        return self._line_starts


def _after_breaks(content: str) -> Iterator[int]:
    if "\r" in content:
        return (found.end() for found in _LINE_BREAK.finditer(content))
    # The same for nearly all texts, without a step of Python for each line.
    *lines, _ = content.split("\n")
    return map(add, accumulate(map(len, lines)), count(1))


class Chunk:
    """The text of one document for the parser, cut out of a whole text.

    `start` is the offset of the content in the whole text. `lead` is the start of the separator
    line above it, which belongs to no chunk, or `start`. A CRLF of the whole text is LF in the
    content; `shortened` has the indices of those.
    """

    __slots__ = ("_shortened", "content", "lead", "start", "whole")

    def __init__(
        self, whole: Text, start: int, content: str, lead: int, shortened: list[int] | None = None
    ) -> None:
        self.whole = whole
        self.start = start
        self.content = content
        self.lead = lead
        self._shortened = shortened

    def offset(self, index: int) -> int:
        """The offset in the whole text for an index in the content."""
        if self._shortened is None:
            return self.start + index
        return self.start + index + bisect_left(self._shortened, index)

    def span(self, start: int, end: int) -> Span:
        """The lines and columns, in the whole text, between two indices."""
        return self.whole.span(self.offset(start), self.offset(end))
