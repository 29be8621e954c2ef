"""What a run asked the file system and the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Asked", "Record"]


class Asked(NamedTuple):
    """A question that `podlint.reading.inputs.Inputs.once` asked.

    Attributes:
        question: The function.
        about: Its arguments.
        answer: Its answer.
    """

    question: Callable[..., Any]
    about: tuple[Any, ...]
    answer: Any


class Record:
    """What a run asked about; paths are absolute.

    The record of a question that is asked again and again is part of many others. It is not copied
    into them, as its paths may be all those of a repository.

    Attributes:
        own_read: Of `read`, the ones that are in no part.
        own_looked_for: Of `looked_for`, the ones that are in no part.
        day: The day, if it was asked for.
        parts: Other records that belong to this one, by their identity.
        asked: The question that the record is about, once it has been answered; None for others.
    """

    def __init__(self) -> None:
        self.own_read: set[str] = set()
        self.own_looked_for: set[str] = set()
        self.day: date | None = None
        self.parts: dict[int, Record] = {}
        self.asked: Asked | None = None
        self._visited: set[int] = set()
        self._parts_visited = 0

    @property
    def read(self) -> set[str]:
        """The files and folders whose contents were read."""
        return {path for each in self.with_parts(set()) for path in each.own_read}

    @property
    def looked_for(self) -> set[str]:
        """The paths whose kind, or absence, was asked."""
        return {path for each in self.with_parts(set()) for path in each.own_looked_for}

    def add(self, other: Record) -> None:
        """Make another record, which is complete, a part of this one."""
        self.parts[id(other)] = other
        self.day = self.day or other.day

    def beyond(self, earlier: Record) -> Record:
        """What is in this record, but in no part that an earlier one has had before."""
        known = earlier._visited
        for part in islice(earlier.parts.values(), earlier._parts_visited, None):
            for _ in part.with_parts(known):
                pass  # It is then in `known`.
        earlier._parts_visited = len(earlier.parts)
        found = Record()
        for each in self.with_parts(known):
            found.own_read |= each.own_read
            found.own_looked_for |= each.own_looked_for
        return found

    def with_parts(self, visited: set[int]) -> Iterator[Record]:
        """This record and its parts, but none whose identity is in a set, which they join."""
        pending = [self]
        while pending:
            each = pending.pop()
            if id(each) not in visited:
                visited.add(id(each))
                yield each
                pending += each.parts.values()
