"""What can be wrong with a document, as values; `Refused` carries one up from the parser."""

from __future__ import annotations

from typing import Literal

from podlint.document.span import Span
from podlint.startup.frozen import Frozen

FaultKind = Literal[
    "syntax",
    "separator",
    "control-character",
    "too-deep",
    "alias-bomb",
    "unknown-anchor",
    "recursive-anchor",
    "invalid-key",
    "invalid-merge",
    "non-finite-number",
    "undecodable-tag",
    "duplicate-key",
    "overwritten-merge-key",
    "extra-content",
]
"""The last three are problems (the document can be read); the others are errors (it cannot)."""


class Fault(Frozen):
    """One thing that is wrong with a document, and where it stands.

    Attributes:
        kind: What sort of fault it is.
        message: What is wrong, in plain words.
        span: Where it stands.
        related: Other places that belong to it, with what they are.
        help: What to write.
    """

    kind: FaultKind
    message: str
    span: Span
    related: tuple[tuple[str, Span], ...] = ()
    help: str | None = None

    @property
    def text(self) -> str:
        """Message and help on one line."""
        return f"{self.message}. {self.help}" if self.help else self.message


class Refused(Exception):  # noqa: N818 - not an error of podlint: it never leaves this package
    """A document cannot be read, or holds a problem: places are offsets in its chunk's text."""

    def __init__(
        self,
        kind: FaultKind,
        message: str,
        start: int,
        end: int | None = None,
        related: tuple[tuple[str, int, int], ...] = (),
        help: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.start = start
        self.end = start if end is None else end
        self.related = related
        self.help = help
