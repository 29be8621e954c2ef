"""A document that is being edited: its text, and the places of its values.

All places are offsets in the document's own text, with the original line ends.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from podlint.document import json_events
from podlint.document.edit.scalar import Quote
from podlint.document.lexis import after_properties, block_scalar_body
from podlint.document.nodes import Child, Nodes
from podlint.document.read import Reading, compose, read
from podlint.document.span import Path
from podlint.document.split import split
from podlint.document.text import Chunk, Text
from podlint.startup.lazy_pattern import pattern

_BREAK = pattern(r"\r\n|\r|\n")
_INDENT = pattern(r"[ \t]*")
_COLON = pattern(r"[ \t]*:")
_KEEPS = pattern(r"[|>][-0-9]*\+")


class Splice(NamedTuple):
    """New text for the part between two offsets."""

    start: int
    end: int
    text: str


class Unreadable(ValueError):  # noqa: N818 - says what the text is
    """The text is not one document."""


class Indentation(NamedTuple):
    """The indentation of a document: for a map below a key, and for the dash of a list below a
    key.
    """

    map: int
    list: int


class Source:
    """The text of a document, its data, and its places."""

    def __init__(self, text: str, chunk: Chunk, reading: Reading, line_break: str) -> None:
        self.text = text
        self.reading = reading
        self.nodes: Nodes = reading.nodes
        self._chunk = chunk
        self._base = chunk.start
        self._line_break = line_break

    @classmethod
    def cut(cls, chunk: Chunk, reading: Reading) -> Source:
        """The document as it is in its whole text."""
        end = min(chunk.offset(len(chunk.content)), len(chunk.whole.content))
        found = _BREAK.search(chunk.whole.content)
        text = chunk.whole.content[chunk.start : end]
        return cls(text, chunk, reading, found[0] if found else "\n")

    def spliced(self, splices: list[Splice]) -> Source:
        """The document with parts replaced, the last one first, read again; raises Unreadable."""
        text = self.text
        for splice in splices:
            text = text[: splice.start] + splice.text + text[splice.end :]
        if not self._chunk.content.endswith("\n"):  # a value of a JSON stream
            try:
                parsed, end = json_events.events(text, 0)
            except json_events.NotJSON as error:
                raise Unreadable(error.message) from None
            if end < len(text):
                raise Unreadable("more than one value")
            chunk, reading = Chunk(Text(text), 0, text, 0), compose(text, parsed)
        else:
            chunks = list(split(Text(text)))
            if len(chunks) != 1 or chunks[0][1]:
                raise Unreadable("more than one document")
            chunk = chunks[0][0]
            reading = read(chunk.content)
        if reading.error:
            raise Unreadable(reading.error.message)
        return Source(text, chunk, reading, self._line_break)

    def find(self, path: Path) -> Child:
        """The key and value, or the item, at a path."""
        return self.nodes.find(path).child

    def children(self, parent: int) -> list[Child]:
        """The direct children of a collection as they are written, including merge keys."""
        inside = self.nodes.inside(parent)
        if isinstance(self.nodes.values[parent], list):
            return [Child(node, node, "text") for node in inside]
        return [Child(key, next(inside), "text") for key in inside]

    def entry_of(self, parent: int, name: str | None) -> int | None:
        """The key of a map that has this name; None if the map itself does not write it."""
        for child in self.children(parent):
            if child.key not in self.nodes.merges and self.nodes.values[child.key] == name:
                return child.key
        return None

    def start(self, node: int) -> int:
        """The start of a node, including its anchor and tag."""
        return self._chunk.offset(self.nodes.starts[node]) - self._base

    def own(self, node: int) -> int:
        """The start of a node's own text, after its anchor and tag."""
        return after_properties(self.text, self.start(node), self.end(node))

    def end(self, node: int) -> int:
        """The end of a node."""
        return self._chunk.offset(self.nodes.ends[node]) - self._base

    def line(self, node: int) -> int:
        """The line of the whole text on which a node starts."""
        return self._chunk.span(self.nodes.starts[node], 0).start_line

    def is_empty(self, node: int) -> bool:
        """Whether a node has no text."""
        return self.nodes.starts[node] == self.nodes.ends[node]

    def is_flow(self, node: int) -> bool:
        """Whether a node is written in brackets or braces."""
        return node in self.nodes.closes and self.text[self.own(node)] in "[{"

    def is_block_collection(self, node: int) -> bool:
        """Whether a node is a map or a list without brackets or braces."""
        return node in self.nodes.closes and self.text[self.own(node)] not in "[{"

    def is_block_scalar(self, node: int) -> bool:
        """Whether a node is text after '|' or '>'."""
        plain = node in self.nodes.closes or node in self.nodes.aliases or self.is_empty(node)
        return not plain and self.text[self.own(node) : self.end(node)].startswith(("|", ">"))

    def quote(self, node: int) -> Quote:
        """The quotes of a scalar, or an empty text."""
        if node in self.nodes.closes or self.is_empty(node):
            return ""
        match self.text[self.own(node)]:
            case "'":
                return "'"
            case '"':
                return '"'
        return ""

    def introduced(self, child: Child, parent: int) -> int:
        """The offset after the colon or the dash before a value; -1 if there is none."""
        if child.key != child.value:
            colon = _COLON.match(self.text, self.end(child.key))
            return colon.end() if colon else -1
        column = self.column(self.own(parent))
        line = self.line_start(self.start(child.value))
        while self.text[line + column : line + column + 1] != "-" and line > 0:
            line = self.line_start(self.before_break(line))
        return line + column + 1

    def ends_with_kept_blanks(self, node: int) -> bool:
        """Whether the blank lines below a value are part of it."""
        last = self.nodes.closes.get(node, node + 1) - 1
        return self.is_block_scalar(last) and bool(_KEEPS.match(self.text, self.own(last)))

    def header_end(self, node: int) -> int:
        """The end of the '|' or '>' of a block scalar and its indicators."""
        own = self.own(node)
        header = self.text[own : block_scalar_body(self.text, own)]
        return own + len(header.split("#")[0].rstrip())

    @cached_property
    def is_json(self) -> bool:
        """Whether the document is JSON."""
        if not self.nodes.starts or not self.is_flow(0):
            return False
        try:
            json.loads(self.text[self.own(0) : self.end(0)])
        except ValueError:
            return False
        return True

    @cached_property
    def indentation(self) -> Indentation:
        """The most frequent indentation; if there is none, that of kubectl."""
        maps: Counter[int] = Counter()
        lists: Counter[int] = Counter()
        for node, value in enumerate(self.nodes.values):
            if not isinstance(value, dict) or not self.is_block_collection(node):
                continue
            for key, below in ((it.key, it.value) for it in self.children(node)):
                if self.is_block_collection(below):
                    step = self.column(self.own(below)) - self.column(self.start(key))
                    (maps if isinstance(self.nodes.values[below], dict) else lists)[step] += 1
        step = max(maps, key=lambda it: (maps[it], -it), default=2)
        return Indentation(step, max(lists, key=lambda it: (lists[it], -it), default=0))

    # lines

    def line_start(self, offset: int) -> int:
        """The start of the line of an offset."""
        before = self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)
        return max(before) + 1

    def line_end(self, offset: int) -> int:
        """The end of the line of an offset, without its line break."""
        found = _BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def next_line(self, offset: int) -> int:
        """The start of the line after that of an offset, or the end of the text."""
        found = _BREAK.search(self.text, offset)
        return found.end() if found else len(self.text)

    def before_break(self, line: int) -> int:
        """The end of the line above a line's start, without its line break."""
        end = line - (2 if self.text.endswith("\r\n", 0, line) else 1)
        return max(end, 0)

    def column(self, offset: int) -> int:
        """The number of characters before an offset on its line."""
        return offset - self.line_start(offset)

    def begins_line(self, offset: int) -> bool:
        """Whether only blanks are before an offset on its line."""
        return not self.text[self.line_start(offset) : offset].strip(" \t")

    def indent(self, offset: int) -> str:
        """The blanks at the start of an offset's line."""
        found = _INDENT.match(self.text, self.line_start(offset))
        return found[0] if found else ""

    def lines_below(self, offset: int) -> Iterator[str]:
        """The lines below that of an offset, without their breaks."""
        start = self.next_line(offset)
        while start < len(self.text):
            yield self.text[start : self.line_end(start)]
            start = self.next_line(start)

    def eol(self, offset: int) -> str:
        """The line break of an offset's line; for the last line, that of the line above."""
        found = _BREAK.search(self.text, offset)
        if found is None:
            line = self.line_start(offset)
            return self.text[self.before_break(line) : line] or self._line_break
        return found[0]
