"""Bytes as a row of choices: what `atheris.FuzzedDataProvider` does, without atheris.

So a finding can be repeated, and the tests can run the targets, where atheris is not installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Choices:
    """Choices that bytes make, first bytes first; once they are used up, every choice is 0."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> bool:
        """Whether there are bytes that have not chosen anything yet."""
        return self._at < len(self._data)

    def below(self, bound: int) -> int:
        """A number from 0 to below `bound`."""
        if bound <= 1:
            return 0
        return int.from_bytes(self.take(1 if bound <= 256 else 2), "little") % bound

    def one_of(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.below(len(items))]

    def take(self, length: int) -> bytes:
        """The next bytes: `length` of them, or what is left."""
        self._at, start = self._at + length, self._at
        return self._data[start : self._at]

    def text(self, longest: int) -> str:
        """A text of at most that many bytes in UTF-8."""
        return self.take(self.below(longest + 1)).decode("utf-8", errors="replace")

    def rest(self) -> bytes:
        """All the bytes that are left."""
        return self.take(len(self._data))
