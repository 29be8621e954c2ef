"""The lines of the files that a report quotes, as they may be shown."""

from __future__ import annotations

from collections.abc import Iterable

from podlint.document import Span
from podlint.document.redaction import Excerpt, Source
from podlint.document.text import Text
from podlint.document.visible import visible

__all__ = ["SourceLines"]


class SourceLines:
    """The files of a report by the path that is shown for them; each is split on first use."""

    def __init__(self, sources: Iterable[Source]) -> None:
        """Take the files."""
        self._sources = {visible(each.path): each for each in sources if each.text}
        self._texts: dict[str, Text] = {}

    def has(self, path: str) -> bool:
        """Whether the text of a file is known."""
        return path in self._sources

    def source(self, path: str) -> Source | None:
        """The file, or None if its text is not known."""
        return self._sources.get(path)

    def excerpt(self, path: str, span: Span) -> Excerpt:
        """The line that a span begins on; the span is marked as far as it lies on this line."""
        text = self._texts.get(path)
        if text is None:
            text = self._texts[path] = Text(self._sources[path].text)
        line = text.line(span.start_line)
        end = span.end_column - 1 if span.end_line == span.start_line else len(line)
        found = self._sources[path].redaction.excerpt(
            span.start_line, line, span.start_column - 1, end
        )
        return Excerpt(*(visible(each, "\t") for each in (found.before, found.marked, found.after)))
