"""The events of a parser to nodes, with aliases and merge keys written out.

Sources: ``parser.node`` in decode.go and ``yaml_parser_fetch_more_tokens`` in scannerc.go of
go.yaml.in/yaml/v3; ``deAnchor`` in kyaml/yaml/rnode.go.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

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

from podlint.document.events import Next, events, tokens
from podlint.document.fault import Refused
from podlint.document.read import replaces
from podlint.document.stand_ins import StandIns
from podlint.rendering.kustomize.nodes.copying import used_at
from podlint.rendering.kustomize.nodes.effort import size_of
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import (
    List,
    Map,
    Node,
    Origin,
    Scalar,
    Steps,
    twice,
)
from podlint.rendering.kustomize.nodes.source import Source
from podlint.rendering.kustomize.nodes.value import tag_of

__all__ = ["Composer"]

_Read = TypeVar("_Read")
_YAML = "tag:yaml.org,2002"
_DEEPEST = 200
_MOST_STAND_INS = 100
_MOST_COPIES = 200_000
_SCANNED_AHEAD = 2


class Composer:
    """Composes the first document of a part of a text."""

    def __init__(self, source: Source, start: int, number: int) -> None:
        """Compose nodes.

        Args:
            source: The text.
            start: The offset of the part.
            number: The number of the part.
        """
        self._source = source
        self._file = source.file
        self._within = source.within
        self._lines = source.lines
        self._is_value = source.is_value
        self._start = start
        self._number = number
        self._anchors: dict[str, Node] = {}
        self._copies = 0
        self._is_json = False

    def compose(self, part: str) -> Node | None:
        """The tree of a part; None if it holds nothing.

        Raises:
            BuildError: It cannot be read.
        """
        return self._read(part, 0, self._document)

    def _read(self, text: str, start: int, reader: Callable[[str, StandIns], _Read]) -> _Read:
        stand_ins = StandIns(text)
        for _ in range(_MOST_STAND_INS):
            try:
                return reader(text, stand_ins)
            except Refused as refused:
                raise self._error(
                    str(refused.message), start + refused.start, start + refused.end
                ) from None
            except (YAMLError, UnicodeEncodeError) as error:
                if isinstance(error, MarkedYAMLError) and replaces(stand_ins, error):
                    self._anchors.clear()
                    continue
                # Imported when needed: its tables take longer to compile than a file to read.
                from podlint.document import syntax

                found = syntax.refused(error, text)
                raise self._error(found.message, start + found.start, start + found.end) from None
        raise self._error("too many colons", start, start)

    def node_of(self, next_event: Next) -> Node:
        """The value that some events of JSON are of; of equal keys the last counts."""
        self._is_json = True
        return self._node(next_event(), next_event, None, 0)

    def _error(self, message: str, start: int, end: int) -> BuildError:
        origin = self._source.origin(self._start + start, self._start + end)
        return BuildError(f"malformed YAML: {message}", origin)

    def _declined(self, message: str, event: Any) -> Declined:
        return Declined(message, self._places(event, event.end_mark.index, None)[0])

    def _document(self, part: str, stand_ins: StandIns) -> Node | None:
        next_event = stand_ins.restoring(events(stand_ins.text))
        while True:
            event = next_event()
            kind = type(event)
            if kind is StreamEndEvent or kind is DocumentEndEvent:
                return None
            if kind is not StreamStartEvent and kind is not DocumentStartEvent:
                found = self._node(event, next_event, None, 0)
                self._scan_ahead(part, next_event())
                return found

    def _scan_ahead(self, part: str, event: Any) -> None:
        """Scan what go-yaml scans after the document, although it reads only the first one."""
        end = event.start_mark.index
        if type(event) is DocumentEndEvent and part.startswith(("%", "..."), end):
            self._read(part[end:], end, _scan)

    def _places(self, event: Any, end: int, path: Steps | None) -> tuple[Origin]:
        if self._within is not None:
            return (self._within,)
        stretch = self._lines, self._start + event.start_mark.index, self._start + end
        if self._is_value:
            return (Origin(self._file, stretch),)
        return (Origin(self._file, stretch, self._number, () if path is None else path),)

    def _node(self, event: Any, next_event: Next, path: Steps | None, depth: int) -> Node:
        kind = type(event)
        found: Node
        if kind is ScalarEvent:
            found = self._scalar(event, path)
        elif kind is AliasEvent:
            return self._alias(event, path, depth)
        else:
            if depth > _DEEPEST:
                raise self._declined(
                    "podlint does not read values that are nested so deeply", event
                )
            if kind is MappingStartEvent:
                found = self._map(event, next_event, path, depth)
            else:
                assert kind is SequenceStartEvent
                found = self._list(event, next_event, path, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = found
        return found

    def _alias(self, event: Any, path: Steps | None, depth: int) -> Node:
        found = self._anchors.get(event.anchor)
        if found is None:
            raise self._error(
                f"unknown anchor `{event.anchor}`", event.start_mark.index, event.end_mark.index
            )
        if depth + _height(found) > _DEEPEST:
            raise self._declined("podlint does not read values that are nested so deeply", event)
        self._copies += size_of(found)
        if self._copies > _MOST_COPIES:
            raise self._declined("podlint does not read aliases that repeat so much data", event)
        return used_at(found, path)

    def _scalar(self, event: Any, path: Steps | None) -> Scalar:
        quoted = bool(event.style)
        text = event.value
        places = self._places(event, event.end_mark.index, path)
        if event.ctag is not None:
            prefix, _, tag = str(event.tag).rpartition(":")
            if event.tag != "!":
                tag = tag if prefix == _YAML else str(event.tag)
                return Scalar(text, tag, quoted, places, tagged=True)
        tag = "str" if quoted else tag_of(text)
        if self._is_json and tag == "str" and not quoted:
            tag = "float"  # A number beyond those of YAML.
        return Scalar(text, tag, quoted, places)

    def _list(self, event: Any, next_event: Next, path: Steps | None, depth: int) -> List:
        found = List()
        found.flow = bool(event.flow_style)
        items = found.items
        start = event
        event = next_event()
        while type(event) is not SequenceEndEvent:
            items.append(self._node(event, next_event, Steps(path, len(items)), depth + 1))
            event = next_event()
        found.places = self._places(start, event.end_mark.index, path)
        return found

    def _map(self, event: Any, next_event: Next, path: Steps | None, depth: int) -> Map:
        found = Map()
        found.flow = bool(event.flow_style)
        start = event
        merged: list[Node] | None = None
        event = next_event()
        while type(event) is not MappingEndEvent:
            key = self._node(event, next_event, path, depth + 1)
            name = key.text if isinstance(key, Scalar) else ""
            value = self._node(next_event(), next_event, Steps(path, name), depth + 1)
            if isinstance(key, Scalar) and key.tag == "merge":
                if merged is not None:
                    raise BuildError("duplicate merge key", next(iter(key.places), None))
                merged = value.items if isinstance(value, List) else [value]
            else:
                if self._is_json:
                    found.items.pop(name, None)
                _enter(found, key, name, value)
            event = next_event()
        found.places = self._places(start, event.end_mark.index, path)
        for each in merged or ():
            _merge(found, each, path)
        return found


def _scan(_: str, stand_ins: StandIns) -> None:
    next_token = tokens(stand_ins.text)
    for _number in range(
        2 + _SCANNED_AHEAD
    ):  # The start of the stream, the token, and those ahead.
        next_token()


def _merge(found: Map, merged: Node, path: Steps | None) -> None:
    if not isinstance(merged, Map):
        raise BuildError("a merge key needs a map", next(iter(merged.places), None))
    for name, value in merged.items.items():
        if name not in found.items:
            found.items[name] = used_at(value, Steps(path, name))
            if name in merged.keys:
                found.keys[name] = merged.keys[name]
            if name in merged.texts:
                found.texts |= {name}


def _enter(found: Map, key: Node, name: str, value: Node) -> None:
    if not isinstance(key, Scalar):
        found.refusal = "a map or a list cannot be a key"
    elif key.tagged and key.tag != "str":
        found.refusal = f"the key `{name}` is not a string"
    elif (key.quoted or key.tagged) and key.tag == "str" and tag_of(name) != "str":
        found.texts |= {name}
    if name in found.items:
        found.refusal = twice(name)
        return
    found.items[name] = value
    if key.places:
        found.keys[name] = key.places[0]


def _height(node: Node) -> int:
    """How deep a node is nested."""
    if isinstance(node, Scalar) or not node.items:
        return 0
    return 1 + max(map(_height, node.items.values() if isinstance(node, Map) else node.items))
