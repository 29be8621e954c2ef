"""A resource file to nodes, as kyaml reads it: cut at lines of three dashes, a tree for each part.

Sources: ``splitDocuments`` and ``decode`` in kyaml/kio/byteio_reader.go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import Node, is_null
from podlint.rendering.kustomize.nodes.node_composer import Composer
from podlint.rendering.kustomize.nodes.source import Source
from podlint.startup.lazy_pattern import pattern

__all__ = ["Parts", "Source", "read_json", "read_nodes", "read_parts"]

_SEPARATOR = pattern(r"\n---(.*)\n")


class Parts(NamedTuple):
    """What a text holds.

    Attributes:
        nodes: The trees, one for each part that holds something.
        number: How many parts there are, empty ones included.
    """

    nodes: list[Node]
    number: int


def read_nodes(source: Source) -> list[Node]:
    """The trees of a text, one for each part that holds something.

    Raises:
        BuildError: The text cannot be read.
    """
    return read_parts(source).nodes


def read_parts(source: Source) -> Parts:
    """The trees of a text, and the number of its parts.

    Raises:
        BuildError: The text cannot be read.
    """
    parts = list(_parts(source))
    found = [
        Composer(source, start, number).compose(part) for number, (start, part) in enumerate(parts)
    ]
    return Parts([node for node in found if not is_null(node) and node is not None], len(parts))


def _parts(source: Source) -> Iterator[tuple[int, str]]:
    """The parts between the separators, each with its offset."""
    text = source.text
    begin = 0
    for separator in _SEPARATOR.finditer(text):
        after = separator[1].strip()
        if after and not after.startswith("#"):
            raise BuildError(
                f"invalid document separator: {separator[0].strip()}",
                source.origin(separator.start() + 1, separator.end() - 1),
            )
        yield begin, text[begin : separator.start() + 1]
        begin = separator.end()
    if text:
        yield begin, text[begin:]


def read_json(source: Source) -> Node:
    """The tree of a text that is one JSON value, as it stands there.

    Raises:
        BuildError: It is none.
    """
    # Imported when needed: few texts are JSON.
    from podlint.document.json_events import NotJSON
    from podlint.document.json_events import events as json_events

    text = source.text
    try:
        next_event, end = json_events(text, 0)
    except NotJSON as error:
        raise BuildError(error.message, source.origin(error.offset, error.offset)) from None
    if text[end:].strip(" \t\r\n"):
        raise BuildError("there is more than one JSON value", source.origin(end, len(text)))
    return Composer(source, 0, 0).node_of(next_event)
