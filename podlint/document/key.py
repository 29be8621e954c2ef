"""Keys of maps that need special treatment: not text, repeated, or merged."""

from __future__ import annotations

from enum import Enum, auto

from podlint.document import scalar
from podlint.document.fault import FaultKind, Refused
from podlint.document.nodes import Nodes
from podlint.document.scalar import Scalar
from podlint.document.shortening import one_line
from podlint.document.span import JSON
from podlint.document.unconvertible import Shadowed, Unconvertible

INVALID_KEY = "a map's key must be text, a number or a boolean"
_SHOWN_KEYS = 2
_LONGEST_KEY = 30
_MOST_PROBLEMS = 1000  # a limit for texts with nothing else than repeated keys

_Identity = tuple[type, Scalar]


class Slot(Enum):
    """The next part of an open collection, if it is neither a key nor the value of one."""

    ITEM = auto()
    MERGE = auto()


class Keys:
    """The keys of one document, as far as the data of its maps does not have them.

    Strict reading compares keys before they become text, so `1` and `"1"` are different.
    """

    def __init__(self, nodes: Nodes, problems: list[Refused]) -> None:
        self.shadowed: Shadowed = {}
        self._nodes = nodes
        self._problems = problems
        # map's node -> key's text -> the different keys that became this text, if not just text
        self._identities: dict[int, dict[str, set[_Identity]]] = {}
        # map's node -> key's text -> the node where it was first written or merged
        self._written: dict[int, dict[str, int]] = {}
        self._merged: dict[int, dict[str, int]] = {}
        self._searched: dict[int, int] = {}

    def unusual(self, found: Scalar, container: dict[str, JSON], owner: int) -> str | Unconvertible:
        """The text of the last written node as a key, if it has one; records a repetition."""
        node = len(self._nodes.starts) - 1
        text = scalar.key(found)
        if text is None:
            shown = "null" if found is None else str(found)
            message = f"{shown} cannot be a key: {INVALID_KEY}"
            advice = "Quote the key if it is text."
            return Unconvertible(Refused("invalid-key", message, *self._place(node), help=advice))
        if self._repeats(owner, text, {(type(found), found)}, container):
            self._report(owner, text, node)
        return text

    def merge(self, container: dict[str, JSON], owner: int, value: int) -> None:
        """Merge the maps of a merge key into the map around it; raises Refused."""
        nodes = self._nodes
        sources = nodes.merged(value)
        merged = self._merged.setdefault(owner, {})
        overwritten: dict[str, int] = {}
        for source in reversed(sources):
            data = nodes.values[source]
            if not isinstance(data, dict):
                message = "the value of '<<' must be a map or a list of maps"
                advice = "Write an alias of a map, or quote the key if you do not want a merge."
                raise Refused("invalid-merge", message, *self._place(value), help=advice)
            entries = nodes.entries(source)
            identities = self._identities.get(source, {})
            for text, item in data.items():
                if self._repeats(owner, text, identities.get(text, {(str, text)}), container):
                    overwritten[text] = merged.get(text, -1)
                container[text] = item
                if text in entries:  # Unconvertible keys are not.
                    merged[text] = entries[text].key
            if id(data) in self.shadowed:
                self._shadow(container, self.shadowed[id(data)][1])
        if overwritten:
            self._report_merge(owner, value, overwritten)

    def _repeats(
        self, owner: int, text: str, new: set[_Identity], container: dict[str, JSON]
    ) -> bool:
        """Whether the map has one of these keys, which have the same text; records them."""
        known = self._identities.get(owner, {}).get(text)
        if known is None:
            known = {(str, text)} if text in container else set()
        repeats = not known.isdisjoint(new)
        if known and not repeats:
            self._shadow(container, [container[text]])
        both = known | new
        if both != {(str, text)}:
            self._identities.setdefault(owner, {})[text] = both
        return repeats

    def _shadow(self, container: dict[str, JSON], values: list[JSON]) -> None:
        self.shadowed.setdefault(id(container), (container, []))[1].extend(values)

    def _report(self, owner: int, text: str, node: int) -> None:
        kind: FaultKind = "duplicate-key"
        shown = one_line(text, _LONGEST_KEY)
        message = f"duplicate key `{shown}` in one map"
        advice = f"Remove one of the two `{shown}` keys, or merge their values."
        first = self._merged.get(owner, {}).get(text)
        if first is not None:
            kind = "overwritten-merge-key"
            message = f"the key `{shown}` overrides the same key from `<<`"
            advice = f"Remove `{shown}` here, or from the map that `<<` merges."
        else:
            first = self._first(owner, text)
        related = (("first written here", *self._place(first)),)
        self._note(Refused(kind, message, *self._place(node), related, advice))

    def _report_merge(self, owner: int, value: int, overwritten: dict[str, int]) -> None:
        names = [f"'{one_line(name, _LONGEST_KEY)}'" for name in overwritten]
        shown = ", ".join(names[:_SHOWN_KEYS])
        if len(names) > _SHOWN_KEYS:
            shown += f" and {len(names) - _SHOWN_KEYS} more"
        message = f"'<<' overrides {shown}, written above it"
        advice = f"Write {shown} only once: here, or in the map that '<<' merges in."
        place = self._place(value)
        self._note(Refused("overwritten-merge-key", message, *place, help=advice))

    def _note(self, problem: Refused) -> None:
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems.append(problem)

    def _first(self, owner: int, text: str) -> int:
        """The node of the first such key of an open map; each key is compared only once."""
        written = self._written.setdefault(owner, {})
        if text not in written:
            nodes = self._nodes
            key = self._searched.get(owner, owner + 1)
            while text not in written:
                written.setdefault(str(nodes.values[key]), key)
                value = key + 1
                key = nodes.closes.get(value, value + 1)
            self._searched[owner] = key
        return written[text]

    def _place(self, node: int) -> tuple[int, int]:
        return self._nodes.starts[node], self._nodes.ends[node]
