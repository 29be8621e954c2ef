"""Where reports are kept between runs."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Shelf"]


class Shelf(Protocol):
    """A place that keeps bytes by what they answer."""

    @property
    def started(self) -> int:
        """When the run started, in nanoseconds since the epoch."""

    @property
    def question(self) -> str:
        """What reports depend on apart from files and settings: versions, rules, the folder."""

    def load(self, question: str) -> bytes | None:
        """The bytes for a question; None if there are none, or if anything is wrong with them."""

    def save(self, question: str, data: bytes) -> None:
        """Keep the bytes for a question, if that is possible."""
