"""A resource file to nodes, as kyaml reads it: cut at lines of three dashes, one tree for each part.

Sources: ``splitDocuments`` and ``decode`` in kyaml/kio/byteio_reader.go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from podlint.document import Path, Span
from podlint.document.events import events
from podlint.document.fault import Refused
from podlint.document.mend import Mended
from podlint.document.text import Text
from podlint.rendering.kustomize.errors import BuildError
from podlint.rendering.kustomize.node import List, Map, Node, Origin, Scalar, copied
from podlint.startup.lazy_pattern import pattern

__all__ = ["Source", "read_nodes"]

_SEPARATOR = pattern(r"(?m)^---([^\n]*)\n")
_DEEPEST = 200
_MOST_COPIES = 200_000
_BLOCK = frozenset("|>")


class Source:
    """A text to read, and where it stands.

    Attributes:
        file: The path of the file.
        text: The text, with line breaks of LF only.
        within: Where the text stands if it is a value of a kustomization: every place in it is
            that of the value.
    """

    __slots__ = ("_whole", "file", "text", "within")

    def __init__(self, file: str, text: str, within: Origin | None = None) -> None:
        self.file = file
        self.text = text.replace("\r\n", "\n").removeprefix("\ufeff")
        self.within = within
        self._whole = Text(self.text)

    def origin(self, start: int, end: int, document: int = 0, path: Path | None = None) -> Origin:
        """The place of a stretch of the text."""
        if self.within is not None:
            return self.within
        return Origin(self.file, self._whole.span(start, end), document, path)

    @property
    def first(self) -> Origin:
        """The beginning of the text."""
        return self.within or Origin(self.file, Span(1, 1, 1, 1))


def read_nodes(source: Source) -> list[Node]:
    """The trees of a text, one for each part that holds something.

    Raises:
        BuildError: The text cannot be read.
    """
    found = []
    for number, (start, part) in enumerate(_parts(source)):
        node = _Composer(source, start, number).compose(part)
        if node is not None:
            found.append(node)
    return found


def _parts(source: Source) -> Iterator[tuple[int, str]]:
    """The parts between the separators, each with its offset."""
    text = source.text
    begin = 0
    for separator in _SEPARATOR.finditer(text):
        after = separator[1].strip(" \t")
        if separator.start() == 0 and not after:
            begin = separator.end()
            continue
        if after and not after.startswith("#"):
            raise BuildError(
                f"invalid document separator: {separator[0].strip()}",
                source.origin(separator.start(), separator.end() - 1),
            )
        yield begin, text[begin : separator.start()]
        begin = separator.end()
    yield begin, text[begin:]


class _Composer:
    """Composes the first document of a part."""

    def __init__(self, source: Source, start: int, number: int) -> None:
        self._source = source
        self._start = start
        self._number = number
        self._anchors: dict[str, Node] = {}
        self._copies = 0

    def compose(self, part: str) -> Node | None:
        mended = Mended(part)
        try:
            next_event = mended.restoring(events(mended.text))
            return self._document(next_event)
        except Refused as refused:
            raise self._error(str(refused.message), refused.start, refused.end) from None
        except YAMLError as error:
            from podlint.document import syntax

            found = syntax.refused(error, part)
            raise self._error(found.message, found.start, found.end) from None

    def _error(self, message: str, start: int, end: int) -> BuildError:
        origin = self._source.origin(self._start + start, self._start + end)
        return BuildError(f"malformed YAML: {message}", origin)

    def _document(self, next_event: Callable[[], Any]) -> Node | None:
        while True:
            event = next_event()
            kind = type(event)
            if kind is StreamEndEvent or kind is DocumentEndEvent:
                return None
            if kind is not StreamStartEvent and kind is not DocumentStartEvent:
                return self._node(event, next_event, (), 0)

    def _origin(self, event: Any, end: int, path: Path) -> Origin:
        start = self._start + event.start_mark.index
        return self._source.origin(start, self._start + end, self._number, path)

    def _node(self, event: Any, next_event: Callable[[], Any], path: Path, depth: int) -> Node:
        if depth > _DEEPEST:
            raise self._error(
                "the value is nested too deeply", event.start_mark.index, event.end_mark.index
            )
        kind = type(event)
        if kind is AliasEvent:
            return self._alias(event)
        found: Node
        if kind is ScalarEvent:
            found = self._scalar(event, path)
        elif kind is MappingStartEvent:
            found = self._map(event, next_event, path, depth)
        else:
            assert kind is SequenceStartEvent
            found = self._list(event, next_event, path, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = found
        return found

    def _alias(self, event: Any) -> Node:
        found = self._anchors.get(event.anchor)
        if found is None:
            raise self._error(
                f"unknown anchor `{event.anchor}`", event.start_mark.index, event.end_mark.index
            )
        self._copies += _size(found)
        if self._copies > _MOST_COPIES:
            raise self._error(
                "aliases expand to too much", event.start_mark.index, event.end_mark.index
            )
        return copied(found)

    def _scalar(self, event: Any, path: Path) -> Scalar:
        style = event.style or ""
        origin = self._origin(event, event.end_mark.index, path)
        tag = "str" if style else ""
        if event.ctag is not None and str(event.tag) != "!":
            tag = str(event.tag).rpartition(":")[2] if "yaml.org" in str(event.tag) else "str"
        elif event.ctag is not None:
            tag = "str"
        return Scalar(event.value, tag, bool(style), (origin,))

    def _list(self, event: Any, next_event: Callable[[], Any], path: Path, depth: int) -> List:
        found = List()
        start = event
        event = next_event()
        while type(event) is not SequenceEndEvent:
            found.items.append(self._node(event, next_event, (*path, len(found.items)), depth + 1))
            event = next_event()
        found.places = (self._origin(start, event.end_mark.index, path),)
        return found

    def _map(self, event: Any, next_event: Callable[[], Any], path: Path, depth: int) -> Map:
        found = Map()
        start = event
        merged: list[Node] = []
        event = next_event()
        while type(event) is not MappingEndEvent:
            key = self._node(event, next_event, path, depth + 1)
            name = key.text if isinstance(key, Scalar) else ""
            value = self._node(next_event(), next_event, (*path, name), depth + 1)
            if isinstance(key, Scalar) and name == "<<" and not key.quoted:
                merged += value.items if isinstance(value, List) else [value]
            else:
                self._enter(found, key, name, value)
            event = next_event()
        found.places = (self._origin(start, event.end_mark.index, path),)
        for each in merged:
            if not isinstance(each, Map):
                raise BuildError("a merge key needs a map", next(iter(each.places), None))
            for name, value in each.items.items():
                if name not in found.items:
                    found.items[name] = copied(value)
                    if name in each.keys:
                        found.keys[name] = each.keys[name]
        return found

    def _enter(self, found: Map, key: Node, name: str, value: Node) -> None:
        from podlint.rendering.kustomize.value import resolved

        if not isinstance(key, Scalar):
            found.refusal = "a key of a map is a map or a list"
        elif not key.quoted and key.tag in ("", "int", "bool", "float", "null"):
            if not isinstance(resolved(name), str) or key.tag:
                found.refusal = f"the key `{name}` is no string"
        if name in found.items:
            found.refusal = f"the key `{name}` occurs twice"
        found.items[name] = value
        if key.places:
            found.keys[name] = key.places[0]


def _size(node: Node) -> int:
    if isinstance(node, Map):
        return 1 + sum(map(_size, node.items.values()))
    if isinstance(node, List):
        return 1 + sum(map(_size, node.items))
    return 1
