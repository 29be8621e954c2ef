"""Entries that a tool has changed before the build, as ``kustomize edit`` changes a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from podlint.document import Path
from podlint.rendering.kustomize.kustomization.entries import Written
from podlint.rendering.kustomize.kustomization.typed_data import Entry, Type, entry_of
from podlint.rendering.kustomize.nodes.node import Map, Node, Origin, child
from podlint.rendering.kustomize.nodes.value import data_of

__all__ = ["EditedEntry", "empty_entry", "entry_of_node"]


class EditedEntry(Entry):
    """An entry of which some fields have other values than in its file."""

    def __init__(
        self,
        entry: Entry,
        *,
        texts: Mapping[str, Written | None] | None = None,
        lists: Mapping[str, Sequence[Written]] | None = None,
        pairs: Mapping[str, Mapping[str, Written]] | None = None,
        entries: Mapping[str, Sequence[Entry]] | None = None,
        origin: Origin | None = None,
    ) -> None:
        """Change an entry.

        Args:
            entry: The entry as it is.
            texts: The fields that are texts, None for the ones that are removed.
            lists: The fields that are lists of texts.
            pairs: The fields that are maps of texts.
            entries: The fields that are lists of structs.
            origin: The place of the whole; that of the entry if None.
        """
        super().__init__(entry._file, entry._path, entry._fields)  # noqa: SLF001
        self._entry = entry
        self._texts = {**(texts or {})}
        self._lists = {**(lists or {})}
        self._pairs = {**(pairs or {})}
        self._entries = {**(entries or {})}
        self._origin = origin

    @property
    def origin(self) -> Origin:
        """The place of the struct."""
        return self._origin or self._entry.origin

    def has(self, name: str) -> bool:
        """Whether a field is there."""
        for edited in (self._texts, self._lists, self._pairs, self._entries):
            if name in edited:
                return bool(edited[name])
        return self._entry.has(name)

    def origin_of(self, name: str, key: bool = False) -> Origin:
        """The place of a field's value, or of its name."""
        if text := self._texts.get(name):
            return text.origin
        for written in (*self._lists.get(name, ()), *self._pairs.get(name, {}).values()):
            return written.origin
        for entry in self._entries.get(name, ()):
            return entry.origin
        return self._entry.origin_of(name, key)

    def text(self, name: str) -> str:
        """A text, which may be empty."""
        if name in self._texts:
            text = self._texts[name]
            return text.text if text else ""
        return self._entry.text(name)

    def written(self, name: str) -> Written | None:
        """A text with its place; None if it is empty."""
        return self._texts[name] if name in self._texts else self._entry.written(name)

    def texts(self, name: str) -> tuple[Written, ...]:
        """A list of texts."""
        return tuple(self._lists[name]) if name in self._lists else self._entry.texts(name)

    def pairs(self, name: str) -> dict[str, Written]:
        """A map of texts."""
        return dict(self._pairs[name]) if name in self._pairs else self._entry.pairs(name)

    def entries(self, name: str) -> list[Entry]:
        """A list of structs."""
        return list(self._entries[name]) if name in self._entries else self._entry.entries(name)

    def flag(self, name: str) -> Written | None:
        """Something for a flag that is true."""
        return self._entry.flag(name)

    def number(self, name: str) -> int:
        """An integer; 0 if it is missing."""
        return self._entry.number(name)

    def entry(self, name: str) -> Entry | None:
        """A struct, if there is one."""
        return self._entry.entry(name)


class _NodePlaces:
    """Knows the places of the values of a node."""

    def __init__(self, node: Node) -> None:
        self._node = node

    def origin(self, path: Path, key: bool = False) -> Origin:
        node: Node | None = self._node
        place = self._node.places[0]
        for step in path:
            node = child(node, step)
            if node is None:
                break
            place = next(iter(node.places), place)
        return place


def entry_of_node(node: Node, fields: Mapping[str, Type]) -> Entry:
    """A node as a struct; other fields than those given are left out.

    Args:
        node: The node, which has a place.
        fields: The fields of the struct.

    Raises:
        BuildError: A field has a value of another type.
    """
    return entry_of(data_of(node), _NodePlaces(node), fields)


def empty_entry(origin: Origin) -> Entry:
    """A struct without fields."""
    return entry_of_node(Map(places=(origin,)), {})
