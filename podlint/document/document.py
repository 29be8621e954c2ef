"""A document of a text: its data, the place of each value, and its faults."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from functools import cached_property
from typing import NamedTuple

from podlint.document.comment import Comment, comments, lone_comments
from podlint.document.fault import Fault, Refused
from podlint.document.nodes import Child
from podlint.document.read import Reading
from podlint.document.span import JSON, Path, Span
from podlint.document.text import Chunk, Text


class Repetition(NamedTuple):
    """A key that a map has several times.

    Attributes:
        path: The path of the last value, which is the one that counts.
        keys: The spans of the keys, in the order of the text.
        values: Their values.
    """

    path: Path
    keys: tuple[Span, ...]
    values: tuple[JSON, ...]


class Document:
    """One YAML or JSON document. It is equal only to itself, and its data must not be changed."""

    def __init__(self, index: int, chunk: Chunk, reading: Reading, located: bool = True) -> None:
        self.index = index
        """The number of the document in its text, from 0."""
        self.data: JSON = reading.data
        """The data that Kubernetes reads; also None if `error` is set."""
        self.located = located
        """Whether there is a text; False if an object was passed as data."""
        self.error: Fault | None = _fault(chunk, reading.error) if reading.error else None
        """Why the document cannot be read."""
        self.failure = reading.failure
        """An internal error of podlint that kept it from reading the document; None otherwise."""
        self.problems: tuple[Fault, ...] = tuple(_fault(chunk, it) for it in reading.problems)
        """What only strict reading refuses, or what Kubernetes drops without a word."""
        self.unknown: frozenset[Path] = frozenset()
        """Where values are written that something fills in, and that `data` leaves out."""
        self._chunk = chunk
        self._nodes = reading.nodes
        self._end = reading.end

    @classmethod
    def of(cls, data: JSON, index: int = 0) -> Document:
        """A document for an object that was passed as data. Its spans have no meaning."""
        return cls(index, Chunk(Text(""), 0, "", 0), Reading(data), located=False)

    def holding(self, data: JSON, unknown: frozenset[Path] = frozenset()) -> Document:
        """The same document with other data, whose values keep their positions.

        Args:
            data: The data.
            unknown: The paths that `data` leaves out because another tool fills them in.
        """
        other = copy(self)
        other.data = data
        other.unknown = self.unknown | unknown
        return other

    def is_unknown(self, path: Path) -> bool:
        """Whether another tool fills in the value at a path, or a value that contains it."""
        return bool(self.unknown) and any(
            path[:length] in self.unknown for length in range(len(path) + 1)
        )

    @property
    def line(self) -> int:
        """The 1-based line of the text on which the document's chunk starts."""
        return self._chunk.span(0, 0).start_line

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """All comments, in the order of the text, including one on the separator line above."""
        if self.error is not None:
            return tuple(lone_comments(self._chunk))
        return tuple(comments(self._chunk, self._nodes, self._end))

    def is_beside(self, other: Document) -> bool:
        """Whether two documents are in the same text."""
        return self._chunk.whole is other._chunk.whole

    @property
    def text(self) -> str:
        """The document's part of the text, with LF for CRLF and a final newline."""
        return self._chunk.content

    def source_line(self, line: int) -> str:
        """A line of the whole text, by its 1-based number, without its line break."""
        return self._chunk.whole.line(line)

    def written_as(self, path: Path, key: bool = False) -> str | None:
        """The text of a value on one line, or of its key, as it stands in the file; else None."""
        if not self.located:
            return None
        span = self.span(path, key)
        if span.start_line != span.end_line:
            return None
        return self.source_line(span.start_line)[span.start_column - 1 : span.end_column - 1]

    def entries(self) -> Iterator[Span]:
        """The spans of map entries, from the key to the end of the value, and of list items."""
        nodes, chunk = self._nodes, self._chunk
        for parent in nodes.closes:
            inside = nodes.inside(parent)
            for first in inside:
                last = next(inside) if isinstance(nodes.values[parent], dict) else first
                yield chunk.span(nodes.starts[first], nodes.ends[last])

    def span(self, path: Path, key: bool = False) -> Span:
        """The span of a value or of its key; for a list item, of the item.

        A value behind an alias or a merge key has the span of the place where it is written. An
        absent value has the span of its nearest written ancestor.
        """
        nodes = self._nodes
        if not nodes.starts:
            return self._chunk.span(0, 0)
        child = nodes.find(path).child
        node = child.key if key else nodes.written(child.value)
        return self._chunk.span(nodes.starts[node], nodes.ends[node])

    def lines_of_uses(self, path: Path) -> Iterator[int]:
        """The lines of the aliases and merge keys through which a path leads, from the outside."""
        nodes = self._nodes
        if nodes.aliases or nodes.merges:
            for node in nodes.uses(path):
                yield self._chunk.span(nodes.starts[node], nodes.ends[node]).start_line

    def repetitions(self) -> Iterator[Repetition]:
        """The keys that a map has several times."""
        pending: list[tuple[int, Path]] = [(0, ())] if self._nodes.starts else []
        while pending:
            node, path = pending.pop()
            if node not in self._nodes.closes:
                continue
            if isinstance(self._nodes.values[node], list):
                items = enumerate(self._nodes.inside(node))
                pending += [(item, (*path, index)) for index, item in items]
                continue
            by_name: dict[str, list[Child]] = {}
            for child in self._nodes.written_entries(node):
                by_name.setdefault(str(self._nodes.values[child.key]), []).append(child)
            for name, entries in by_name.items():
                pending.append((entries[-1].value, (*path, name)))
                if len(entries) > 1:
                    yield self._repetition((*path, name), entries)

    def _repetition(self, path: Path, entries: list[Child]) -> Repetition:
        nodes = self._nodes
        keys = tuple(self._chunk.span(nodes.starts[key], nodes.ends[key]) for key, _, _ in entries)
        return Repetition(path, keys, tuple(nodes.values[value] for _, value, _ in entries))

    def nearest(self, path: Path) -> Path:
        """The longest prefix of a path that leads to a value, which may be null."""
        if self.located:
            return path[: self._nodes.find(path).length] if self._nodes.starts else ()
        value = self.data
        for length, step in enumerate(path):
            if isinstance(value, dict) and isinstance(step, str) and step in value:
                value = value[step]
                continue
            if not isinstance(value, list) or step not in range(len(value)):
                return path[:length]
            value = value[int(step)]
        return path

    def has(self, path: Path) -> bool:
        """Whether a path leads to a value, which may be null."""
        return len(self.nearest(path)) == len(path)


def _fault(chunk: Chunk, refused: Refused) -> Fault:
    related = tuple((text, chunk.span(start, end)) for text, start, end in refused.related)
    span = chunk.span(refused.start, refused.end)
    return Fault(refused.kind, refused.message, span, related, refused.help)
