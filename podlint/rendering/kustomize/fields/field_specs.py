"""Fields by their paths with slashes, which lists on the way are not part of.

Sources: api/filters/fieldspec/fieldspec.go, api/filters/filtersutil/setters.go; ``PathSplitter``
in kyaml/utils/pathsplitter.go; ``FieldSetter`` in kyaml/yaml/fns.go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

from podlint.rendering.kustomize.kustomization.entries import FieldSpec
from podlint.rendering.kustomize.nodes.effort import spend_on_text
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar, is_null
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.rendering.kustomize.nodes.setting import set_field
from podlint.startup.lazy_pattern import pattern

__all__ = ["Write", "path_pieces", "set_fields", "write_entry", "write_scalar"]

_NO_KEY = pattern(r"[-+]?[0-9]+|[-*]|\[.*\]", re.DOTALL)
"""Pieces of a path that are never keys to kyaml's ``PathGetter``."""

_LONG = 1000
"""Characters of a text that is so long that writing it counts; labels are shorter."""

Write: TypeAlias = Callable[[Node], None]
"""Writes a value into the node where a path ends."""


def path_pieces(path: str, delimiter: str = "/") -> list[str]:
    """The pieces of a path; a backslash before a delimiter makes it part of a piece."""
    parts = path.split(delimiter)
    if len(parts) > 1 and not parts[0]:
        parts = parts[1:]
    found = parts[:1]
    for part in parts[1:]:
        if found[-1].endswith("\\"):
            found[-1] = f"{found[-1][:-1]}{delimiter}{part}"
        else:
            found.append(part)
    return found


def set_fields(
    resource: Resource,
    fields: Iterable[FieldSpec],
    write: Write,
    create: type[Map] | type[Scalar] | None,
    places: tuple[Origin, ...],
) -> None:
    """Write a value at the end of all paths that concern a resource.

    Args:
        resource: The resource.
        fields: The paths.
        write: Writes the value.
        create: What is made at the end of a path that creates; None if nothing is made at all.
        places: Who wrote what is made on the way.

    Raises:
        BuildError: A path leads through a scalar, or cannot be followed.
    """
    for field in fields:
        if resource.gvk.is_selected_by(field.gvk):
            made = create if field.create else None
            _Walk(resource, field.path, write, made, places).follow()


class _Walk:
    """Follows one path."""

    def __init__(
        self,
        resource: Resource,
        path: str,
        write: Write,
        create: type[Map] | type[Scalar] | None,
        places: tuple[Origin, ...],
    ) -> None:
        self._resource = resource
        self._path = path
        self._pieces = path_pieces(path)
        self._write = write
        self._create = create
        self._places = places

    def follow(self) -> None:
        self._enter(self._resource.root, 0)

    def _error(self, message: str, node: Node) -> BuildError:
        origin = next(iter(node.places), self._resource.source)
        return BuildError(f"{message} (field {self._path} of {self._resource.id})", origin)

    def _enter(self, node: Node, at: int) -> None:
        """Go on in a node that is not the end of the path."""
        if is_null(node):
            return
        if isinstance(node, Map):
            self._map(node, at)
        elif isinstance(node, List):
            for index in range(len(node.items)):
                self._enter(node.items[index], at)
        else:
            raise self._error("the path contains a value that is neither a map nor a list", node)

    def _map(self, node: Map, at: int) -> None:
        name = self._pieces[at].removesuffix("[]")
        is_list = name != self._pieces[at]
        last = at == len(self._pieces) - 1
        if not name:
            raise self._error("a part of the path is empty", node)
        name = name.strip()
        if _NO_KEY.fullmatch(name):
            raise self._error(f"`{name}` in the path is not a key of a map", node)
        found = node.items.get(name)
        made: type[Node] | None = List if is_list else None
        if self._create is not None and not is_list:
            made = self._create if last else Map
        if found is None:
            if is_list or made is None:
                return
            found = node.items[name] = _made(made, self._places)
        elif made is not None and is_null(found):
            if made is Scalar and isinstance(found, Scalar):
                found.tag = ""
            else:
                found = node.items[name] = _made(made, self._places)
        if last:
            self._write(found)
        else:
            self._enter(found, at + 1)


def _made(kind: type[Node], places: tuple[Origin, ...]) -> Node:
    if kind is Scalar:
        return Scalar("", "str", places=places)
    return Map(places=places) if kind is Map else List(places=places)


def write_scalar(node: Node, value: Scalar) -> None:
    """Write a scalar over another one, in the quotes that it has, or over null.

    Raises:
        BuildError: There is a map or a list.
    """
    if not isinstance(node, Scalar):
        raise BuildError(
            f"expected a single value, found a {_KINDS[type(node)]}",
            next(iter(node.places), None),
        )
    _count(value)
    node.become(value, decides=True)


def write_entry(node: Node, name: str, value: Scalar) -> None:
    """Write a scalar into a map under a key; where the map is null, nothing is written.

    The scalar itself becomes part of the map if it has no such key.

    Raises:
        BuildError: There is no map.
    """
    if is_null(node):
        return
    if not isinstance(node, Map):
        raise BuildError(
            f"expected a map, found a {_KINDS[type(node)]}", next(iter(node.places), None)
        )
    _count(value)
    set_field(node, name, value, decides=True)


def _count(value: Scalar) -> None:
    """Count the steps that writing a long text takes."""
    if len(value.text) > _LONG:
        spend_on_text(len(value.text), next(iter(value.places), None))


_KINDS = {Map: "map", List: "list", Scalar: "single value"}
