"""Composes data and positions from parser events, in one pass and without recursion.

The rules are those of go-yaml v2 (`decode.go`: `mapping`, `alias`, `merge`), followed by the
conversion of sigs.k8s.io/yaml: keys become strings, the last of several equal keys wins, and a
merge key takes effect where it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

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
from podlint.document.alias import MAX_DEPTH, TOO_DEEP, Aliases
from podlint.document.fault import FaultKind, Refused
from podlint.document.key import INVALID_KEY, Keys, Slot
from podlint.document.lexis import block_scalar_end
from podlint.document.nodes import Nodes
from podlint.document.scalar import HINTS, Scalar
from podlint.document.span import JSON
from podlint.document.unconvertible import Unconvertible, refuse_unconvertible

_BLOCK_STYLES = frozenset("|>")
_ITEM = Slot.ITEM
_MERGE = Slot.MERGE


class Composer:
    """Composes one document from the events of a parser."""

    def __init__(self, content: str) -> None:
        self.content = content
        self.nodes = Nodes()
        self.problems: list[Refused] = []
        self.end: int | None = None
        """The index after the document in the content; None if there is no document."""
        self._keys = Keys(self.nodes, self.problems)
        self._aliases = Aliases(self.nodes)
        self._unconvertible = False

    def compose(self, next_event: Callable[[], Any]) -> JSON:
        """The data of the first document; raises Refused, or an error of the parser."""
        nodes, resolve, hints = self.nodes, scalar.resolve, HINTS
        starts, ends, values = nodes.starts, nodes.ends, nodes.values
        root: list[JSON] = []
        # the open collection, its node, whether it is in flow style, and what comes next in it:
        # an item, a key (None), or the value of a key; then the same of the collections around it
        container, current, flow, key = cast("Any", root), -1, False, cast("Any", _ITEM)
        outer: list[tuple[Any, int, bool, Any]] = []
        flow_end = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                starts.append(event.start_mark.index)
                ends.append(event.end_mark.index)
                found = event.value
                style = event.style
                if event.anchor is not None or event.ctag is not None or style in _BLOCK_STYLES:
                    found = self._special(event)
                elif not style and (not found or found[0] in hints):
                    found = resolve(found)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if flow:
                    flow_end = event.end_mark.index
                closed, ends[current] = current, max(ends[-1], flow_end)
                nodes.closes[closed] = len(values)
                container, current, flow, key = outer.pop()
                if key is _MERGE:
                    self._merge(container, current, closed)
                    key = None
                continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                found = self._opened(event, len(outer))
            elif kind is AliasEvent:
                found = self._aliased(event, len(outer))
            elif self._is_last(event):
                if self._unconvertible:
                    refuse_unconvertible(root, self._keys.shadowed)
                return root[0] if root else None
            else:
                continue
            if key is None:
                key = found
                if type(found) is not str or found in container or found == "<<":
                    key = self._unusual_key(found, event, container, current)
                values.append(key)
                continue
            values.append(found if type(found) is not float else self._number(found))
            if key is _ITEM:
                container.append(values[-1])
            elif key is not _MERGE:
                container[key], key = values[-1], None
            elif kind is ScalarEvent or kind is AliasEvent:
                self._merge(container, current, len(values) - 1)
                key = None
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                outer.append((container, current, flow, key))
                container, current, flow = found, len(values) - 1, event.flow_style
                key = None if kind is MappingStartEvent else _ITEM

    def _opened(self, event: Any, depth: int) -> dict[str, JSON] | list[JSON]:
        nodes = self.nodes
        nodes.starts.append(event.start_mark.index)
        nodes.ends.append(event.end_mark.index)
        if depth >= MAX_DEPTH:
            raise self._refused("too-deep", TOO_DEEP, "Flatten the value.")
        if event.anchor is not None:
            self._aliases.anchor(event.anchor, len(nodes.values))
        return {} if type(event) is MappingStartEvent else []

    def _aliased(self, event: Any, depth: int) -> Any:
        nodes = self.nodes
        nodes.starts.append(event.start_mark.index)
        nodes.ends.append(event.end_mark.index)
        target = self._aliases.follow(event.anchor, depth)
        return self._aliases.scalars.get(target, nodes.values[target])

    def _special(self, event: Any) -> Scalar:
        """The value of a scalar with an anchor, a tag or a block style."""
        nodes = self.nodes
        text, style = event.value, event.style
        if style in _BLOCK_STYLES:
            nodes.ends[-1] = block_scalar_end(self.content, nodes.starts[-1], nodes.ends[-1])
        found: Scalar = text
        if event.ctag is not None:
            try:
                found = tag.decode(str(event.tag), text)
            except tag.UndecodableError as undecodable:
                advice = "Correct the value, or remove the tag."
                raise self._refused("undecodable-tag", str(undecodable), advice) from None
        elif not style:
            found = scalar.resolve(text)
        if event.anchor is not None:
            self._aliases.anchor(event.anchor, len(nodes.values))
            self._aliases.scalars[len(nodes.values)] = found
        return found

    def _unusual_key(self, found: Any, event: Any, container: dict[str, JSON], owner: int) -> Any:
        """The text of a key, or Slot.MERGE."""
        if isinstance(found, list | dict):
            message = f"a list or a map cannot be a key: {INVALID_KEY}"
            raise self._refused("invalid-key", message, "Put the key in quotes if it is text.")
        if found == "<<" and _merges(event):
            node = len(self.nodes.values)
            self._aliases.uncount(node)
            self.nodes.merges.add(node)
            return _MERGE
        if type(found) is str and found not in container:
            return found
        key = self._keys.unusual(found, container, owner)
        self._unconvertible |= isinstance(key, Unconvertible)
        return key

    def _number(self, found: float) -> Any:
        try:
            return scalar.as_json(found)
        except scalar.NonFiniteError:
            message = "infinity and not-a-number do not exist in JSON"
            advice = "Write a number, or quote the value."
            self._unconvertible = True
            return Unconvertible(self._refused("non-finite-number", message, advice))

    def _merge(self, container: dict[str, JSON], owner: int, value: int) -> None:
        if type(self.nodes.values[value]) is list:
            self._aliases.uncount(len(self.nodes.values) - 1)
        self._keys.merge(container, owner, value)

    def _is_last(self, event: Any) -> bool:
        """Whether an event ends the document, or there is none."""
        if type(event) is DocumentEndEvent:
            self.end = event.end_mark.index
            return True
        if type(event) is DocumentStartEvent and event.version not in (None, (1, 1)):
            start, end = event.start_mark.index, event.end_mark.index
            message = "the document is not YAML 1.1, the only version that Kubernetes reads"
            raise Refused("syntax", message, start, end, help="Remove the %YAML line.")
        return type(event) is StreamEndEvent

    def _refused(self, kind: FaultKind, message: str, advice: str | None = None) -> Refused:
        """The fault of the node that was read last."""
        return Refused(kind, message, self.nodes.starts[-1], self.nodes.ends[-1], help=advice)


def _merges(event: Any) -> bool:
    """Whether a key `<<` is a merge key: plain or tagged as one, but not quoted."""
    if type(event) is not ScalarEvent:
        return False
    return event.implicit[0] or (event.ctag is not None and str(event.tag) == tag.MERGE)
