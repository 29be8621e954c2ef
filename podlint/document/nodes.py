"""Where each node of a document stands: flat tables, and the children of a node on demand.

A node's number is its place in the order of the text; a map's key is followed by its value, a
collection by everything in it. The tables are written by the composer in one pass; the children
of a collection are listed only when somebody asks where one of them stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from podlint.document.span import JSON, Path

Via = Literal["text", "alias", "merge"]
"""How a value got where it is: written there, through an alias, or through a merge key."""


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
        """What the node is in the data; of a key its text; of an alias what it stands for."""
        self.closes: dict[int, int] = {}
        """Of a collection: the number of the first node after it."""
        self.aliases: dict[int, int] = {}
        """Of an alias: the node it stands for."""
        self.merges: set[int] = set()
        """The keys `<<` that merge."""
        self._entries: dict[int, dict[str, Child]] = {}
        self._items: dict[int, list[int]] = {}

    def find(self, path: Path) -> Found:
        """The node of a path, or of the longest prefix of it that is written."""
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

    def written(self, node: int) -> int:
        """The node itself, or of an alias the node it stands for."""
        return self.aliases.get(node, node)

    def inside(self, node: int) -> Iterator[int]:
        """The nodes right inside a collection as they are written: keys and values in turn."""
        child, end = node + 1, self.closes.get(node, len(self.starts))
        while child < end:
            yield child
            child = self.closes.get(child, child + 1)

    def entries(self, node: int) -> dict[str, Child]:
        """The keys of a map, those it merges included: of several equal ones the one that wins."""
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

    def merged(self, value: int) -> list[int]:
        """The maps that the value of a merge key names, the strongest first."""
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

    def _via(self, node: int) -> Via:
        return "alias" if node in self.aliases else "text"
