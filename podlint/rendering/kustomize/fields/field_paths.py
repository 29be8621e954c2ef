"""Fields by their paths with dots, as replacements write them.

Sources: ``SmarterPathSplitter`` in kyaml/utils/pathsplitter.go, ``PathGetter`` in
kyaml/yaml/fns.go, ``PathMatcher`` in kyaml/yaml/match.go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from podlint.rendering.kustomize.fields.field_specs import path_pieces
from podlint.rendering.kustomize.kustomization.entries import Written
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.go_patterns import matcher
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar, is_null
from podlint.rendering.kustomize.nodes.value import resolved
from podlint.startup.lazy_pattern import pattern

__all__ = ["Matching", "Slot", "looked_up", "split_path"]

_INTEGER = pattern(r"[-+]?[0-9]+")


def split_path(path: str) -> list[str]:
    """The pieces of a path; dots within brackets are part of a piece."""
    found = []
    pieces = iter(path_pieces(path, "."))
    for piece in pieces:
        if not piece.startswith("[") or piece.endswith("]"):
            found.append(piece)
            continue
        bracketed = [piece]
        for more in pieces:
            bracketed.append(more)
            if more.endswith("]"):
                break
        whole = ".".join(bracketed)
        found.append(whole if "=" in whole else whole.strip("[]"))
    return found


class Slot:
    """The place of a node in the map or list that holds it."""

    __slots__ = ("_holder", "_key")

    def __init__(self, holder: Map | List, key: str | int) -> None:
        self._holder = holder
        self._key = key

    @property
    def node(self) -> Node:
        """The node that is there."""
        if isinstance(self._holder, Map):
            return self._holder.items[str(self._key)]
        return self._holder.items[int(self._key)]

    def put(self, node: Node) -> None:
        """Put another node there."""
        if isinstance(self._holder, Map):
            self._holder.items[str(self._key)] = node
        else:
            self._holder.items[int(self._key)] = node


def _is_index(piece: str) -> bool:
    return _INTEGER.fullmatch(piece) is not None and int(piece) >= 0


def _is_element(piece: str) -> bool:
    return piece.startswith("[") and piece.endswith("]")


def _field_and_value(piece: str, origin: Origin) -> tuple[str, str]:
    field, separator, value = piece.removesuffix("]").removeprefix("[").partition("=")
    if not separator:
        raise BuildError(f"`{piece}` in a path is not of the form [field=value]", origin)
    return field, value


def looked_up(node: Node, pieces: Sequence[str], origin: Origin) -> Node | None:
    """The node at a path; None if there is none.

    Raises:
        BuildError: The path does not fit what is there.
    """
    found: Node | None = node
    for piece in filter(None, (each.strip() for each in pieces)):
        if found is None:
            return None
        found = _step(found, piece, origin)
    return found


def _step(node: Node, piece: str, origin: Origin) -> Node | None:
    if _INTEGER.fullmatch(piece) or piece == "-":
        number = -1 if piece == "-" else int(piece)
        if number < 0 and piece != "-":
            raise BuildError(f"the index {number} in a path is negative", origin)
        elements = _elements(node, piece, origin)
        if piece == "-" and not elements:
            raise BuildError("`-` in a path means the last element, but the list is empty", origin)
        return elements[number] if number < len(elements) else None
    if piece == "*":
        raise BuildError("`*` cannot be part of the path of a source", origin)
    if _is_element(piece):
        field, value = _field_and_value(piece, origin)
        for each in _elements(node, piece, origin):
            if not field and (each.text if isinstance(each, Scalar) else "") == value:
                return each
            if field and isinstance(each, Map):
                found = each.items.get(field)
                if found and (found.text if isinstance(found, Scalar) else "") == value:
                    return each
        return None
    if is_null(node):
        return None
    return _map(node, piece, origin).items.get(piece)


def _elements(node: Node, piece: str, origin: Origin) -> list[Node]:
    if isinstance(node, List):
        return node.items
    if is_null(node):
        return []
    raise BuildError(f"`{piece}` in a path is used on a value that is not a list", origin)


def _map(node: Node, piece: str, origin: Origin) -> Map:
    if isinstance(node, Map):
        return node
    raise BuildError(f"`{piece}` in a path is used on a value that is not a map", origin)


class Matching:
    """Finds, and makes if necessary, all the fields that a path means."""

    def __init__(
        self,
        path: Written,
        create: type[Node] | None,
        inside: Callable[[Scalar, Sequence[str]], bool],
    ) -> None:
        """Prepare.

        Args:
            path: The path.
            create: What is made at its end if it is missing; None if nothing is made.
            inside: Says of a scalar on the way whether the rest of the path leads somewhere in
                the text of it.
        """
        self._path = path
        self._create = create
        self._inside = inside
        self.is_inside = False
        """Whether it went into a text."""

    def run(self, root: Node, pieces: Sequence[str]) -> list[Slot]:
        """The fields at a path.

        Raises:
            BuildError: The path does not fit what is there.
        """
        return [*self._match(Slot(List([root]), 0), pieces)]

    def _error(self, message: str) -> BuildError:
        return BuildError(f"{message} (path {self._path.text})", self._path.origin)

    def _match(self, slot: Slot, pieces: Sequence[str]) -> Iterator[Slot]:
        if not pieces:
            yield slot
        elif _is_index(pieces[0]):
            yield from self._index(slot.node, pieces)
        elif _is_element(pieces[0]):
            yield from self._choose(slot.node, pieces)
        elif pieces[0] == "*":
            for number, holder in self._list(slot.node, "*"):
                yield from self._match(Slot(holder, number), pieces[1:])
        else:
            yield from self._field(slot.node, pieces)

    def _list(self, node: Node, piece: str) -> list[tuple[int, List]]:
        """The numbers of the elements, with the list."""
        if isinstance(node, List):
            return [(number, node) for number in range(len(node.items))]
        if is_null(node):
            return []
        raise self._error(f"`{piece}` is used on a value that is not a list")

    def _made(self, pieces: Sequence[str]) -> Node:
        """What is made where the rest of a path goes on."""
        assert self._create is not None
        kind: type[Node] = Map if pieces else self._create
        if pieces and (_is_element(pieces[0]) or _is_index(pieces[0])):
            kind = List
        places = (self._path.origin,)
        if kind is Scalar:
            return Scalar("", places=places)
        return Map(places=places) if kind is Map else List(places=places)

    def _field(self, node: Node, pieces: Sequence[str]) -> Iterator[Slot]:
        name = pieces[0]
        if not name:
            raise self._error("a part of the path is empty")
        if is_null(node):
            if self._create is not None:
                # kyaml makes the field in a null, which stays one.
                yield from self._match(Slot(List([self._made(pieces[1:])]), 0), pieces[1:])
            return
        if not isinstance(node, Map):
            raise self._error(f"`{name}` is used on a value that is not a map")
        if name not in node.items:
            if self._create is None:
                return
            node.items[name] = self._made(pieces[1:])
        found = node.items[name]
        if isinstance(found, Scalar) and len(pieces) > 1:
            self.is_inside = self.is_inside or self._inside(found, pieces[1:])
            return
        yield from self._match(Slot(node, name), pieces[1:])

    def _index(self, node: Node, pieces: Sequence[str]) -> Iterator[Slot]:
        number = int(pieces[0])
        there = self._list(node, pieces[0])
        if len(there) == number and self._create is not None:
            owner = node if isinstance(node, List) else List()
            owner.items.append(self._made(pieces[1:]))
            there = self._list(owner, pieces[0])
        if len(there) <= number:
            raise self._error(f"the list has only {len(there)} elements")
        yield from self._match(Slot(there[number][1], number), pieces[1:])

    def _choose(self, node: Node, pieces: Sequence[str]) -> Iterator[Slot]:
        field, text = _field_and_value(pieces[0], self._path.origin)
        matches = matcher(text, self._path.origin) if self._list(node, pieces[0]) else None
        found = [*self._chosen(node, field, matches, pieces)]
        if found or self._create is None:
            yield from found
            return
        if not matcher(text, self._path.origin)(_shown(Scalar(text))):
            raise self._error(f"podlint cannot create a list element for {pieces[0]}")
        made: Node = Scalar(text, places=(self._path.origin,))
        if field:
            made = Map({field: made}, (self._path.origin,))
        # In a null, kyaml finds again what it makes, but does not print it.
        owner = node if isinstance(node, List) else List()
        owner.items.append(made)
        yield from self._chosen(owner, field, matcher(text, self._path.origin), pieces)

    def _chosen(
        self,
        node: Node,
        field: str,
        matches: Callable[[str], bool] | None,
        pieces: Sequence[str],
    ) -> Iterator[Slot]:
        for number, holder in self._list(node, pieces[0]):
            element = holder.items[number]
            value: Node | None = element
            if field:
                value = element.items.get(field) if isinstance(element, Map) else None
            if value is None or matches is None:
                continue
            if not isinstance(value, Scalar):
                raise Declined(
                    f"{pieces[0]} cannot be compared with a map or a list", self._path.origin
                )
            if matches(_shown(value)):
                slot = Slot(holder, number)
                yield from self._match(slot, pieces[1:] if field else ())


def _shown(node: Scalar) -> str:
    """A scalar as YAML writes it, which is what a pattern is compared with."""
    if node.quoted or (node.tag == "str" and not isinstance(resolved(node.text), str)):
        return f'"{node.text}"'
    return node.text
