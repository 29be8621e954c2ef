"""Writes the value of a replacement into a field, be it part of a text that is JSON.

Source: ``copyValueToTarget``, ``setValueInStructuredData`` in
api/filters/replacement/replacement.go.
"""

from __future__ import annotations

from collections.abc import Sequence

from podlint.rendering.kustomize.fields.field_paths import Matching, Slot, looked_up, split_path
from podlint.rendering.kustomize.kustomization.entries import FieldOptions, Written
from podlint.rendering.kustomize.nodes.copying import copied
from podlint.rendering.kustomize.nodes.effort import spend_on_copy, spend_on_text
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.go_json import as_go_json
from podlint.rendering.kustomize.nodes.node import Node, Scalar, is_null
from podlint.rendering.kustomize.nodes.read_nodes import Source, read_nodes
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.rendering.kustomize.nodes.value import data_of, tag_of

__all__ = ["write_field"]


def write_field(resource: Resource, path: Written, value: Node, options: FieldOptions) -> None:
    """Write a value into all fields of a resource that a path means.

    Raises:
        BuildError: There are none, or one cannot be written.
        Declined: The path leads into a string of YAML.
    """
    pieces = split_path(path.text)
    writing = _Writing(path, value, options)
    if not writing.write_inside(resource.root, pieces):
        writing.write(resource.root, pieces)


class _Writing:
    """Writes a value at a path."""

    def __init__(self, path: Written, value: Node, options: FieldOptions) -> None:
        self._path = path
        self._value = value
        self._options = options
        self._create = type(value) if options.create else None

    def write(self, root: Node, pieces: Sequence[str]) -> None:
        matching = self._matching()
        slots = matching.run(root, pieces)
        if not slots and not matching.is_inside:
            raise BuildError(f"the target has no field {self._path.text}", self._path.origin)
        for slot in slots:
            self._put(slot, self._changed(slot.node))

    def _matching(self) -> Matching:
        return Matching(self._path, self._create, self._leads_somewhere)

    def _leads_somewhere(self, scalar: Scalar, pieces: Sequence[str]) -> bool:
        matching = self._matching()
        inside = _parsed(scalar, self._path)
        return bool(matching.run(inside, pieces)) or matching.is_inside

    def _changed(self, node: Node) -> Node:
        """The value to write over a node: where there is a delimiter, the node's text with it."""
        options = self._options
        spend_on_copy(self._value, self._path.origin)
        value = copied(self._value)
        if options.delimiter:
            if not isinstance(node, Scalar):
                raise BuildError(
                    "only a string can be split at a delimiter", next(iter(node.places), None)
                )
            text = _text(value)
            parts = node.text.split(options.delimiter)
            if options.index < 0:
                parts.insert(0, text)
            elif options.index >= len(parts):
                parts.append(text)
            else:
                parts[options.index] = text
            joined = options.delimiter.join(parts)
            spend_on_text(len(joined), self._path.origin)
            value = Scalar(joined, places=value.places)
        return value

    def _put(self, slot: Slot, value: Node) -> None:
        """Write a value; over a scalar only its text, so that its type and its quotes stay."""
        old = slot.node
        places = (*value.places, self._path.origin, *old.places)
        if isinstance(old, Scalar):
            old.text = _text(value)
            old.places = places
        else:
            value.places = places
            slot.put(value)

    def write_inside(self, root: Node, pieces: Sequence[str]) -> bool:
        """Write the value into the text of a scalar on the way, if there is one to be read."""
        for length in range(1, len(pieces)):
            try:
                scalar = looked_up(root, pieces[:length], self._path.origin)
            except BuildError:
                continue
            if isinstance(scalar, Scalar):
                try:
                    inside = _parsed(scalar, self._path)
                except BuildError:
                    continue
                return self._write_text(scalar, inside, pieces[length:])
        return False

    def _write_text(self, scalar: Scalar, inside: Node, pieces: Sequence[str]) -> bool:
        matching = self._matching()
        try:
            slots = matching.run(inside, pieces)
            for slot in slots:
                spend_on_copy(self._value, self._path.origin)
                self._put(slot, copied(self._value))
            if not slots and not matching.is_inside:
                return False
            if is_null(inside):
                # kyaml makes what is missing in the null, which stays one.
                return True
            scalar.text = self._json(scalar.text, inside)
            spend_on_text(len(scalar.text), self._path.origin)
        except Declined:
            raise
        except BuildError:
            return False
        scalar.places = (*self._value.places, self._path.origin, *scalar.places)
        return True

    def _json(self, before: str, changed: Node) -> str:
        """The new text of a scalar, written as it was before."""
        if not before.strip().startswith(("{", "[")):
            raise Declined(
                f"the path {self._path.text} leads into a string of YAML", self._path.origin
            )
        is_long = "\n" in before and "  " in before
        return as_go_json(data_of(changed), "  " if is_long else "")


def _parsed(scalar: Scalar, path: Written) -> Node:
    """The value that a text holds.

    Raises:
        BuildError: It holds none.
    """
    origin = next(iter(scalar.places), path.origin)
    if scalar.text and tag_of(scalar.text) == "null":
        return Scalar(scalar.text, "null")
    found = read_nodes(Source(origin.file, scalar.text, origin))
    if not found:
        raise BuildError(f"the path {path.text} leads into an empty string", path.origin)
    return found[0]


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""
