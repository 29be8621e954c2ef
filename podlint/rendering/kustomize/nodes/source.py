"""A text that is read to nodes, and the places in it."""

from __future__ import annotations

from podlint.document import Path, Span
from podlint.document.text import Text
from podlint.rendering.kustomize.nodes.node import Lines, Origin, Steps

__all__ = ["Source"]


class Source:
    """A text to read, and where it stands.

    Attributes:
        file: The path of the file.
        text: The text, with line breaks of LF only.
        within: Where the text stands if it is a value of a kustomization, and its lines are not
            those of the file: every place in it is that of the value.
        lines: The lines of the text, as they are in the file.
        is_value: The text is a value of a kustomization.
    """

    __slots__ = ("file", "is_value", "lines", "text", "within")

    def __init__(self, file: str, text: str, within: Origin | None = None) -> None:
        """Take a text.

        Args:
            file: The path of the file.
            text: The text: of a file, or of a value, white space at its ends removed or not.
            within: The place of the value.
        """
        self.file = file
        self.text = text.replace("\r\n", "\n").removeprefix("\ufeff")
        self.is_value = within is not None
        self.lines: Lines = Text(self.text)
        self.within = within
        if within is not None and (moved := _moved(self.text, within)) is not None:
            self.lines, self.within = moved, None

    def origin(
        self, start: int, end: int, document: int = 0, path: Path | Steps | None = None
    ) -> Origin:
        """The place of a stretch of the text."""
        if self.within is not None:
            return self.within
        if self.is_value:
            return Origin(self.file, (self.lines, start, end))
        return Origin(self.file, (self.lines, start, end), document, path)

    def at(self, span: Span) -> Origin:
        """The place of a stretch of lines and columns of the text."""
        if self.within is not None:
            return self.within
        return Origin(self.file, self.lines.moved(span) if isinstance(self.lines, _Moved) else span)

    @property
    def first(self) -> Origin:
        """The beginning of the text."""
        if self.is_value:
            return self.origin(0, 0)
        return Origin(self.file, Span(1, 1, 1, 1))


class _Moved:
    """The lines of a text that stands in another one, each with some blanks before it."""

    def __init__(self, text: str, lines: int, columns: int) -> None:
        self._text = Text(text)
        self._lines = lines
        self._columns = columns

    def span(self, start: int, end: int) -> Span:
        return self.moved(self._text.span(start, end))

    def moved(self, span: Span) -> Span:
        return Span(
            span.start_line + self._lines,
            span.start_column + self._columns,
            span.end_line + self._lines,
            span.end_column + self._columns,
        )


def _moved(text: str, value: Origin) -> _Moved | None:
    """The lines of a literal block; None of a value that is written in another way."""
    whole, span = value.text, value.span
    if whole is None or not text.strip():
        return None
    if not whole.line(span.start_line).startswith("|", span.start_column - 1):
        return None
    first = span.start_line + 1
    while first < span.end_line and not whole.line(first).strip():
        first += 1
    if first > span.end_line:
        return None
    written = whole.line(first)
    blanks = len(written) - len(written.lstrip(" "))
    for number, line in enumerate(text.rstrip().split("\n"), first):
        # Of an empty line the blanks may be missing; those at its end may have been removed.
        if number > span.end_line or whole.line(number)[blanks:].rstrip() != line.rstrip():
            return None
    return _Moved(text, first - 1, blanks)
