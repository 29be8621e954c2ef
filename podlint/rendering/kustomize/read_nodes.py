"""A resource file to nodes, as kyaml reads it: cut at lines of three dashes, a tree for each part.

Sources: ``splitDocuments`` and ``decode`` in kyaml/kio/byteio_reader.go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ruamel.yaml.error import MarkedYAMLError, YAMLError
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
from podlint.document.read import mends
from podlint.document.text import Text
from podlint.rendering.kustomize.errors import BuildError
from podlint.rendering.kustomize.node import List, Map, Node, Origin, Scalar, copied, is_null
from podlint.rendering.kustomize.value import tag_of
from podlint.startup.lazy_pattern import pattern

__all__ = ["Parts", "Source", "read_json", "read_nodes", "read_parts"]

_SEPARATOR = pattern(r"\n---(.*)\n")
_DEEPEST = 200
_MOST_MENDINGS = 100
_MOST_COPIES = 200_000


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
        _Composer(source, start, number).compose(part) for number, (start, part) in enumerate(parts)
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


class _Composer:
    """Composes the first document of a part."""

    def __init__(self, source: Source, start: int, number: int) -> None:
        self._source = source
        self._start = start
        self._number = number
        self._anchors: dict[str, Node] = {}
        self._copies = 0
        self._brackets = 0

    def compose(self, part: str) -> Node | None:
        mended = Mended(part)
        for _ in range(_MOST_MENDINGS):
            try:
                return self._document(mended.restoring(events(mended.text)))
            except Refused as refused:
                raise self._error(str(refused.message), refused.start, refused.end) from None
            except (YAMLError, UnicodeEncodeError) as error:
                if isinstance(error, MarkedYAMLError) and mends(mended, error):
                    self._anchors.clear()
                    self._brackets = 0
                    continue
                # Imported when needed: its tables take longer to compile than a file to read.
                from podlint.document import syntax

                found = syntax.refused(error, part)
                raise self._error(found.message, found.start, found.end) from None
        raise self._error("too many colons", 0, 0)

    def node_of(self, next_event: Callable[[], Any]) -> Node:
        """The first node of some events."""
        return self._node(next_event(), next_event, (), 0)

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
        else:
            self._brackets += bool(event.flow_style)
            if kind is MappingStartEvent:
                found = self._map(event, next_event, path, depth)
            else:
                assert kind is SequenceStartEvent
                found = self._list(event, next_event, path, depth)
            self._brackets -= bool(event.flow_style)
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
        quoted = bool(event.style)
        places = (self._origin(event, event.end_mark.index, path),)
        if event.ctag is not None and str(event.tag) != "!":
            prefix, _, tag = str(event.tag).rpartition(":")
            return Scalar(event.value, tag if "yaml.org" in prefix else "str", quoted, places, True)
        tag = "str" if quoted or event.ctag is not None else tag_of(event.value)
        if tag == "null" and not event.value:
            # go-yaml writes nothing in brackets as two quotes, and reads these as an empty text.
            quoted = self._brackets > 0
        return Scalar(event.value, tag, quoted, places)

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
        merged: list[Node] | None = None
        event = next_event()
        while type(event) is not MappingEndEvent:
            key = self._node(event, next_event, path, depth + 1)
            name = key.text if isinstance(key, Scalar) else ""
            value = self._node(next_event(), next_event, (*path, name), depth + 1)
            if isinstance(key, Scalar) and key.tag == "merge":
                if merged is not None:
                    raise BuildError("duplicate merge key", next(iter(key.places), None))
                merged = value.items if isinstance(value, List) else [value]
            else:
                _enter(found, key, name, value)
            event = next_event()
        found.places = (self._origin(start, event.end_mark.index, path),)
        for each in merged or ():
            _merge(found, each)
        return found


def _merge(found: Map, merged: Node) -> None:
    if not isinstance(merged, Map):
        raise BuildError("a merge key needs a map", next(iter(merged.places), None))
    for name, value in merged.items.items():
        if name not in found.items:
            found.items[name] = copied(value)
            if name in merged.keys:
                found.keys[name] = merged.keys[name]
            if name in merged.texts:
                found.texts |= {name}


def _enter(found: Map, key: Node, name: str, value: Node) -> None:
    if not isinstance(key, Scalar):
        found.refusal = "a key of a map is a map or a list"
    elif key.tag == "str" and tag_of(name) != "str":
        found.texts |= {name}
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
    return _Composer(source, 0, 0).node_of(next_event)
