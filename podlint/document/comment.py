"""The comments of a document: every '#' that is not part of a key or a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from podlint.document.lexis import after_properties, block_scalar_body
from podlint.document.nodes import Nodes
from podlint.document.text import Chunk
from podlint.startup.lazy_pattern import pattern

_COMMENT = pattern(r"#[^\r\n\x85\u2028\u2029]*")
_WHOLE_LINE = pattern(r"(?:^|(?<=\r))[ \t]*(#[^\r\n\x85\u2028\u2029]*)", re.MULTILINE)


class Comment(NamedTuple):
    """A comment: the 1-based place of its '#', and the text from there to the end of the line."""

    line: int
    column: int
    text: str
    alone: bool
    """Whether the line has only this comment."""


def comments(chunk: Chunk, nodes: Nodes, end: int | None) -> Iterator[Comment]:
    """The comments of a chunk up to an index, including that of its separator line."""
    whole = chunk.whole
    lead = _COMMENT.search(whole.content, chunk.lead, chunk.start)
    if lead:
        yield _comment(chunk, lead.start(), lead[0])
    start = 0
    end = len(chunk.content) if end is None else end
    for covered, after in (*_covered(chunk.content, nodes), (end, 0)):
        for found in _COMMENT.finditer(chunk.content, start, covered):
            yield _comment(chunk, chunk.offset(found.start()), found[0])
        start = max(start, after)


def lone_comments(chunk: Chunk) -> Iterator[Comment]:
    """The lines of a chunk with only a comment, which are certain even if the chunk is not YAML."""
    for found in _WHOLE_LINE.finditer(chunk.content):
        yield _comment(chunk, chunk.offset(found.start(1)), found[1])


def _covered(content: str, nodes: Nodes) -> Iterator[tuple[int, int]]:
    """The parts of a text in which a '#' belongs to a value, in order."""
    for node, (written, end) in enumerate(zip(nodes.starts, nodes.ends, strict=True)):
        if node in nodes.closes or written == end:
            continue
        start = after_properties(content, written, end)
        if content[start] in "|>" and start < end:
            start = block_scalar_body(content, start)
        yield start, max(start, end)


def _comment(chunk: Chunk, offset: int, text: str) -> Comment:
    line, column = chunk.whole.position(offset)
    before = chunk.whole.content[offset - column + 1 : offset]
    return Comment(line, column, text, not before.strip(" \t\ufeff"))
