"""A path in a document, which models have and rules report."""

from __future__ import annotations

from typing import NamedTuple

from podlint.document.document import Document
from podlint.document.span import Path


class Place(NamedTuple):
    """A path in a document; `place / "spec" / 0` is a place below it."""

    document: Document
    path: Path = ()

    def __truediv__(self, step: str | int) -> Place:
        """The place of a key's value or of an item."""
        return Place(self.document, (*self.path, step))
