"""The places of all nodes of a document: flat tables, and the children of a node on demand.

A node's number is its position in the order of the text. A map's key is followed by its value, a
collection by its content. The composer writes the tables in one pass. The children of a collection
are listed only when the place of one of them is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from podlint.document.span import JSON, Path

Via = Literal["text", "alias", "merge"]
"""How a value got to its place: written there, through an alias, or through a merge key."""


class Child(NamedTuple):
    """A key of a map with its value, or an item of a list (where `key` is `value`)."""

    key: int
    value: int
    via: Via


class Found(NamedTuple):
    """The longest written prefix of a path: its length, its last node, and how it was reached."""

    length: int
    child: Child


ROOT = Child(0, 0, "text")


class Nodes:
    """The tables. `starts` and `ends` are indices in the chunk's text, one per node."""

    __slots__ = (
        "_entries",
        "_items",
        "aliases",
        "closes",
        "ends",
        "merges",
        "starts",
        "values",
    )

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.values: list[JSON] = []
        """The value of the node in the data: the text of a key, and the target of an alias."""
        self.closes: dict[int, int] = {}
        """For a collection, the number of the first node after it."""
        self.aliases: dict[int, int] = {}
        """For an alias, its node."""
        self.merges: set[int] = set()
        """The merge keys `<<`."""
        self._entries: dict[int, dict[str, Child]] = {}
        self._items: dict[int, list[int]] = {}

    def find(self, path: Path) -> Found:
        """The node of a path, or of its longest prefix that is written."""
        child = ROOT
        via: Via = "text"
        for length, step in enumerate(path):
            below = self._child(child.value, step)
            if below is None:
                return Found(length, child._replace(via=via))
            child = below
            if via == "text":
                via = child.via
        return Found(len(path), child._replace(via=via))

    def uses(self, path: Path) -> Iterator[int]:
        """The aliases and merge keys through which a path leads, from the outside."""
        node = 0
        for step in path:
            below = self._child(node, step)
            if below is None:
                return
            if below.via == "merge":
                yield self._merge_key(self.written(node), str(step))
            node = below.value
            if node in self.aliases:
                yield node

    def written(self, node: int) -> int:
        """The node itself, or the node of an alias."""
        return self.aliases.get(node, node)

    def inside(self, node: int) -> Iterator[int]:
        """The direct children of a collection as they are written: keys and values in turn."""
        child, end = node + 1, self.closes.get(node, len(self.starts))
        while child < end:
            yield child
            child = self.closes.get(child, child + 1)

    def entries(self, node: int) -> dict[str, Child]:
        """The keys of a map, including merged ones; of several equal keys, the one that wins."""
        entries = self._entries.get(node)
        if entries is None:
            entries = {}
            nodes = self.inside(node)
            for key in nodes:
                value = next(nodes)
                if key in self.merges:
                    for source in reversed(self.merged(value)):
                        for name, merged in self.entries(source).items():
                            entries[name] = merged._replace(via="merge")
                else:
                    entries[str(self.values[key])] = Child(key, value, self._via(value))
            self._entries[node] = entries
        return entries

    def written_entries(self, node: int) -> Iterator[Child]:
        """The entries of a map as they are written: also several with equal keys, but no merges."""
        inside = self.inside(node)
        for key in inside:
            value = next(inside)
            if key not in self.merges:
                yield Child(key, value, self._via(value))

    def merged(self, value: int) -> list[int]:
        """The maps in the value of a merge key; earlier ones take precedence."""
        if value not in self.aliases and isinstance(self.values[value], list):
            return [self.written(item) for item in self.inside(value)]
        return [self.written(value)]

    def _child(self, parent: int, step: str | int) -> Child | None:
        node = self.written(parent)
        data = self.values[node]
        if isinstance(data, dict):
            return self.entries(node).get(step) if isinstance(step, str) else None
        if isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
            items = self._items.get(node)
            if items is None:
                items = self._items[node] = list(self.inside(node))
            item = items[step]
            return Child(item, item, self._via(item))
        return None

    def _merge_key(self, node: int, name: str) -> int:
        """The merge key of a map that brings a key into it."""
        inside = self.inside(node)
        pairs = ((key, next(inside)) for key in inside)
        bringing = [
            key
            for key, value in pairs
            if key in self.merges and any(name in self.entries(each) for each in self.merged(value))
        ]
        return bringing[-1]

    def _via(self, node: int) -> Via:
        return "alias" if node in self.aliases else "text"
