"""A text that is read to nodes, and the places in it."""

from __future__ import annotations

from podlint.document import Path, Span
from podlint.document.text import Text
from podlint.rendering.kustomize.node import Origin, Steps

__all__ = ["Source"]


class Source:
    """A text to read, and where it stands.

    Attributes:
        file: The path of the file.
        text: The text, with line breaks of LF only.
        within: Where the text stands if it is a value of a kustomization: every place in it is
            that of the value.
        whole: The text with its lines.
    """

    __slots__ = ("file", "text", "whole", "within")

    def __init__(self, file: str, text: str, within: Origin | None = None) -> None:
        self.file = file
        self.text = text.replace("\r\n", "\n").removeprefix("\ufeff")
        self.within = within
        self.whole = Text(self.text)

    def origin(
        self, start: int, end: int, document: int = 0, path: Path | Steps | None = None
    ) -> Origin:
        """The place of a stretch of the text."""
        if self.within is not None:
            return self.within
        return Origin(self.file, (self.whole, start, end), document, path)

    @property
    def first(self) -> Origin:
        """The beginning of the text."""
        return self.within or Origin(self.file, Span(1, 1, 1, 1))
