"""What an earlier run read in files, for as long as their content stays the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

__all__ = ["Facts"]


class Facts(Protocol):
    """What earlier runs read in files whose content is the same."""

    def known(self, path: str, read: Callable[[bytes], object]) -> Any:
        """What a function reads in the file at an absolute path; None if that is not known."""

    def add(
        self, path: str, content: bytes, read: Callable[[bytes], object], answer: object
    ) -> None:
        """Remember what a function reads in a file."""
