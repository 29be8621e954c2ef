"""Documents to the nodes that a build works on.

kustomize reads its files in a dialect of YAML of its own. Argo CD and Flux objects, and manifests
that no kustomization takes in, are read as Kubernetes reads them.
"""

from __future__ import annotations

from podlint.document import JSON, Document, Span
from podlint.document.text import Text
from podlint.rendering.kustomize.nodes.errors import Declined
from podlint.rendering.kustomize.nodes.node import List, Node, Origin, Scalar, Steps, text_map

__all__ = ["TAGS", "node_of", "text_of_value"]

_MOST_NODES = 500_000
"""Aliases can make a small file very large."""
TAGS = {bool: "bool", int: "int", float: "float", str: "str", type(None): "null"}
"""The tags of plain values."""


def node_of(document: Document, file: str, text: Text) -> Node:
    """The data of a document with the place of each value.

    Args:
        document: The document.
        file: The path of its file.
        text: The text of the file.

    Raises:
        Declined: The document has too many values.
    """
    return _Reader(document, file, text).node(document.data, None)


class _Place:
    """The place of a value, which is looked up when it is asked for."""

    __slots__ = ("_document", "_steps")

    def __init__(self, document: Document, steps: Steps | None) -> None:
        self._document = document
        self._steps = steps

    def span(self, start: int, end: int) -> Span:
        return self._document.span(self._steps.path() if self._steps else ())


class _Reader:
    def __init__(self, document: Document, file: str, text: Text) -> None:
        self._document = document
        self._file = file
        self._text = text
        self._left = _MOST_NODES

    def node(self, data: JSON, steps: Steps | None) -> Node:
        self._left -= 1
        places = (self._origin(steps),)
        if self._left < 0:
            raise Declined("the document has too many values", places[0])
        if isinstance(data, dict):
            return text_map(
                {key: self.node(each, Steps(steps, key)) for key, each in data.items()},
                places,
            )
        if isinstance(data, list):
            return List(
                [self.node(each, Steps(steps, at)) for at, each in enumerate(data)],
                places,
            )
        return Scalar(text_of_value(data), TAGS[type(data)], places=places)

    def _origin(self, steps: Steps | None) -> Origin:
        place = (_Place(self._document, steps), 0, 0)
        return Origin(self._file, place, self._document.index, steps or (), self._text)


def text_of_value(data: JSON) -> str:
    """The text of a plain value."""
    if data is None:
        return "null"
    if isinstance(data, bool):
        return "true" if data else "false"
    return data if isinstance(data, str) else repr(data)
