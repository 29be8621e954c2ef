"""The faults of a document, as values; `Refused` carries one from the parser."""

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
"""The last three are problems of a readable document; the others are errors, which make it
unreadable.
"""


class Fault(Frozen):
    """A fault of a document.

    Attributes:
        kind: The kind of the fault.
        message: What is wrong, in plain words.
        span: The place.
        related: Other places that belong to it, each with a description.
        help: What to write instead.
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
    """A document is unreadable or has a problem; places are offsets in the text of its chunk."""

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
