"""Parser events to data and positions, in one pass and without recursion.

The rules are go-yaml v2's (`decode.go`: `mapping`, `alias`, `merge`) followed by the conversion of
sigs.k8s.io/yaml: keys become strings, the last of several equal keys wins, and a merge key takes
effect where it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
)

from podlint.document import scalar, tag
from podlint.document.alias import MAX_DEPTH, Aliases
from podlint.document.fault import FaultKind, Refused
from podlint.document.key import INVALID_KEY, Keys, Slot
from podlint.document.lexis import block_scalar_end
from podlint.document.nodes import Nodes
from podlint.document.scalar import HINTS, Scalar
from podlint.document.span import JSON

_QUOTES = frozenset("'\"")
_ITEM = Slot.ITEM
_MERGE = Slot.MERGE


class Composer:
    """Composes one document from the events of a parser."""

    def __init__(self, content: str) -> None:
        self.content = content
        self.nodes = Nodes()
        self.problems: list[Refused] = []
        self.end: int | None = None
        """The index after the document in the content; None where there is no document."""
        self._keys = Keys(self.nodes, self.problems)
        self._aliases = Aliases(self.nodes)
        # the open collection, its node, whether it is in flow style, and what comes next in it:
        # an item, a key (None), or the value of a key; then the same of the collections around it
        self._container: Any = []
        self._current = -1
        self._flow = False
        self._key: str | Slot | None = _ITEM
        self._outer: list[tuple[Any, int, bool, Slot | None]] = []
        self._flow_end = 0

    def compose(self, next_event: Callable[[], Any]) -> JSON:
        """The data of the first document; raises Refused, or what the parser raises."""
        root = self._container
        handlers: dict[type, Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._open,
            SequenceStartEvent: self._open,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            DocumentStartEvent: _check_version,
        }
        while True:
            event = next_event()
            kind = type(event)
            if kind in handlers:
                handlers[kind](event)
            elif kind is DocumentEndEvent:
                self.end = event.end_mark.index
                break
            elif kind is StreamEndEvent:
                break
        return root[0] if root else None

    def _scalar(self, event: Any) -> None:
        nodes = self.nodes
        nodes.starts.append(event.start_mark.index)
        nodes.ends.append(event.end_mark.index)
        text, style = event.value, event.style
        found: Scalar = text
        if event.anchor is not None or event.ctag is not None:
            found = self._decorated(event)
        elif not style:
            if not text or text[0] in HINTS:
                found = scalar.resolve(text)
        elif style not in _QUOTES:
            nodes.ends[-1] = block_scalar_end(self.content, nodes.starts[-1], nodes.ends[-1])
        if self._key is None:
            self._set_key(found, event)
        else:
            self._set_value(found)

    def _set_key(self, found: Scalar, event: Any) -> None:
        nodes = self.nodes
        if found == "<<" and _merges(event):
            self._aliases.uncount(len(nodes.values))
            nodes.merges.add(len(nodes.values))
            nodes.values.append("<<")
            self._key = _MERGE
            return
        if type(found) is not str or found in self._container:
            found = self._keys.unusual(found, self._container, self._current)
        nodes.values.append(found)
        self._key = found

    def _set_value(self, found: Any) -> None:
        """An item or the value of a key that is no collection of its own."""
        nodes = self.nodes
        if type(found) is float:
            try:
                found = scalar.as_json(found)
            except scalar.NonFiniteError:
                message = "JSON has no infinity and no not-a-number: write a number, or quote it"
                raise self._refused("non-finite-number", message) from None
        nodes.values.append(found)
        key = self._key
        if key is _ITEM:
            self._container.append(found)
        elif key is _MERGE:
            self._merge(len(nodes.values) - 1)
        else:
            self._container[key] = found
            self._key = None

    def _open(self, event: Any) -> None:
        nodes = self.nodes
        node = len(nodes.values)
        nodes.starts.append(event.start_mark.index)
        nodes.ends.append(event.end_mark.index)
        if event.anchor is not None:
            self._aliases.anchor(event.anchor, node)
        found: Any = {} if type(event) is MappingStartEvent else []
        nodes.values.append(found)
        key = self._key
        if key is _ITEM:
            self._container.append(found)
        elif key is None:
            raise self._refused("invalid-key", f"a list or a map cannot be a key: {INVALID_KEY}")
        elif key is not _MERGE:
            self._container[key] = found
            key = None
        elif type(found) is list:
            self._aliases.uncount(node)
        if len(self._outer) >= MAX_DEPTH:
            raise self._refused("too-deep", f"nested more than {MAX_DEPTH} levels deep")
        self._outer.append((self._container, self._current, self._flow, key))
        self._container = found
        self._current = node
        self._flow = event.flow_style
        self._key = None if type(event) is MappingStartEvent else _ITEM

    def _close(self, event: Any) -> None:
        nodes = self.nodes
        closed = self._current
        if self._flow:
            self._flow_end = nodes.ends[closed] = event.end_mark.index
        else:
            nodes.ends[closed] = max(nodes.ends[-1], self._flow_end)
        nodes.closes[closed] = len(nodes.values)
        self._container, self._current, self._flow, self._key = self._outer.pop()
        if self._key is _MERGE:
            self._merge(closed)

    def _alias(self, event: Any) -> None:
        nodes = self.nodes
        nodes.starts.append(event.start_mark.index)
        nodes.ends.append(event.end_mark.index)
        target = self._aliases.follow(event.anchor, len(self._outer))
        found = self._aliases.scalars.get(target, nodes.values[target])
        if self._key is not None:
            self._set_value(found)
        elif isinstance(found, list | dict):
            raise self._refused("invalid-key", f"a list or a map cannot be a key: {INVALID_KEY}")
        else:
            self._set_key(found, event)

    def _decorated(self, event: Any) -> Scalar:
        """What a scalar with an anchor or a tag means."""
        nodes = self.nodes
        node = len(nodes.values)
        text, style = event.value, event.style
        if style and style not in _QUOTES:
            nodes.ends[-1] = block_scalar_end(self.content, nodes.starts[-1], nodes.ends[-1])
        name = None if event.ctag is None else str(event.tag)
        found: Scalar = text
        if name == "!" or (name is None and not style):
            found = scalar.resolve(text)
        elif name is not None:
            try:
                found = tag.decode(name, text)
            except tag.UndecodableError as undecodable:
                raise self._refused("undecodable-tag", str(undecodable)) from None
        if event.anchor is not None:
            self._aliases.anchor(event.anchor, node)
            self._aliases.scalars[node] = found
        return found

    def _merge(self, value: int) -> None:
        self._keys.merge(self._container, self._current, value)
        self._key = None

    def _refused(self, kind: FaultKind, message: str) -> Refused:
        """What is wrong with the node that was read last."""
        return Refused(kind, message, self.nodes.starts[-1], self.nodes.ends[-1])


def _merges(event: Any) -> bool:
    """Whether a key `<<` merges: plain, or tagged as such; quoted it is a key like any other."""
    if type(event) is not ScalarEvent:
        return False
    if event.ctag is None:
        return not event.style
    return str(event.tag) in ("!", tag.MERGE)


def _check_version(event: Any) -> None:
    if event.version is not None and tuple(event.version) != (1, 1):
        message = "Kubernetes reads YAML 1.1 only: drop the %YAML line"
        raise Refused("syntax", message, event.start_mark.index, event.end_mark.index)
