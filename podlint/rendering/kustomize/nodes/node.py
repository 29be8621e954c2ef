"""The nodes that a build works on: what go-yaml v3 reads, with the places that wrote each.

Nodes can be changed, unlike most values of podlint: a build merges into them in place, and what
kustomize builds depends on which node is shared with which (`kyaml/yaml/rnode.go`).
"""

from __future__ import annotations

from typing import Protocol, TypeAlias

from podlint.document import Path, Span
from podlint.document.text import Text

__all__ = [
    "Lines",
    "List",
    "Map",
    "Node",
    "Origin",
    "Scalar",
    "Steps",
    "child",
    "is_empty",
    "is_filled",
    "is_null",
    "text_map",
    "text_of",
    "twice",
]


class Lines(Protocol):
    """Knows the lines and columns of a text."""

    def span(self, start: int, end: int) -> Span:
        """Where the stretch between two offsets is."""


class Origin:
    """The place in a file that wrote a value.

    A build makes one for every value that it reads, and few of them are looked at: lines, columns
    and paths are worked out when they are asked for.

    Attributes:
        file: The file's path, as `podlint.reading.inputs.Inputs` reads it.
        document: The number of the document in its file, from 0.
        text: The text of the file, where it is at hand.
        is_followed: It wrote the name of another object, and a reference follows that name.
    """

    __slots__ = ("_path", "_span", "document", "file", "is_followed", "text")

    def __init__(
        self,
        file: str,
        span: Span | tuple[Lines, int, int],
        document: int = 0,
        path: Path | Steps | None = None,
        text: Text | None = None,
    ) -> None:
        """Name a place.

        Args:
            file: The file.
            span: Where the value stands in the file; or the text, and the offsets in it.
            document: The number of the document.
            path: The path of the value in the document; None where the file is not YAML, or the
                value is text inside a value, such as an inline patch.
            text: The text of the file, where it is at hand.
        """
        self.file = file
        self.text = text
        self.document = document
        self.is_followed = False
        self._span = span
        self._path = path

    def used_at(self, path: Steps | None) -> Origin:
        """The same place for a value that an alias or a merge key uses at a path."""
        if self._path is None:
            return self
        return Origin(self.file, self._span, self.document, () if path is None else path, self.text)

    def followed(self) -> Origin:
        """The same place as one of a reference that follows the name written there."""
        found = Origin(self.file, self._span, self.document, self._path, self.text)
        found.is_followed = True
        return found

    @property
    def span(self) -> Span:
        """Where the value stands in the file."""
        if isinstance(self._span, Span):
            return self._span
        text, start, end = self._span
        return text.span(start, end)

    @property
    def written(self) -> str | None:
        """The text of the value as it stands in the file, if the file is at hand."""
        if isinstance(self._span, Span):
            return None
        lines, start, end = self._span
        return lines.content[start:end] if isinstance(lines, Text) else None

    @property
    def path(self) -> Path | None:
        """The path of the value in the document, if it has one."""
        if isinstance(self._path, Steps):
            self._path = self._path.path()
        return self._path

    def _key(self) -> tuple[str, Span, int, Path | None]:
        return self.file, self.span, self.document, self.path

    def __eq__(self, other: object) -> bool:
        """Whether the other is the same place."""
        return isinstance(other, Origin) and self._key() == other._key()

    def __hash__(self) -> int:
        """A hash over all of it."""
        return hash(self._key())

    def __repr__(self) -> str:
        """All of it."""
        return f"Origin{self._key()}"


class Steps:
    """A path as its last step, and the steps before that."""

    __slots__ = ("before", "step")

    def __init__(self, before: Steps | None, step: str | int) -> None:
        self.before = before
        self.step = step

    def path(self) -> Path:
        """The path."""
        found: list[str | int] = []
        each: Steps | None = self
        while each is not None:
            found.append(each.step)
            each = each.before
        return tuple(reversed(found))


class Scalar:
    """Text with a tag; its value is only made of it when the build is done.

    Attributes:
        text: The text without quotes.
        tag: The short tag that go-yaml gives it, ``str`` or ``int``; empty for a text that a
            transformer has put in, which means what it looks like when it is printed.
        quoted: The text is written in quotes or as a block: this stays when another value
            takes its place. Of a null, that it will be written in quotes.
        tagged: The tag is written.
        places: The places that wrote the value, the last writer first.
    """

    __slots__ = ("places", "quoted", "tag", "tagged", "text")

    def __init__(
        self,
        text: str,
        tag: str = "",
        quoted: bool = False,
        places: tuple[Origin, ...] = (),
        tagged: bool = False,
    ) -> None:
        self.text = text
        self.tag = tag
        self.quoted = quoted
        self.tagged = tagged
        self.places = places

    def become(self, other: Scalar, decides: bool = False) -> None:
        """Change to what another scalar says, in place, in the quotes that it has (`SetYNode`).

        Labels that one entry adds at several paths are one scalar: whatever changes one of them
        later in place changes them all, and kustomize's builds show it.

        Args:
            other: The other scalar.
            decides: Who says what is there already is a writer, too: without the other scalar this
                one could still not be changed where it was first written.
        """
        if self.tag == "null" and not self.tagged:
            self.quoted = False
        if not decides and (self.text, self.tag) == (other.text, other.tag):
            return
        self.text = other.text
        self.tag = other.tag
        if other.places[:1] != self.places[:1] or not other.places:
            self.places = (*other.places, *self.places)


class Map:
    """A map; the first of several equal keys is its entry.

    Attributes:
        items: The entries.
        keys: The places of the keys that are written somewhere.
        places: The places that wrote the map.
        texts: The keys that are strings only because they are written in quotes.
        refusal: Why the map cannot be printed: two equal keys, or a key that is a map or a list.
        flow: It is written in brackets, as is then all in it.
    """

    __slots__ = ("flow", "items", "keys", "places", "refusal", "texts")

    def __init__(
        self,
        items: dict[str, Node] | None = None,
        places: tuple[Origin, ...] = (),
        keys: dict[str, Origin] | None = None,
    ) -> None:
        self.items: dict[str, Node] = {} if items is None else items
        self.keys: dict[str, Origin] = {} if keys is None else keys
        self.places = places
        self.texts: frozenset[str] = frozenset()
        self.refusal = ""
        self.flow = False


class List:
    """A list.

    Attributes:
        items: Its elements.
        places: The places that wrote the list.
        flow: It is written in brackets, as is then all in it.
    """

    __slots__ = ("flow", "items", "places")

    def __init__(self, items: list[Node] | None = None, places: tuple[Origin, ...] = ()) -> None:
        self.items: list[Node] = [] if items is None else items
        self.places = places
        self.flow = False


Node: TypeAlias = Scalar | Map | List


def is_null(node: Node | None) -> bool:
    """Whether there is no node, or it is tagged as null (`IsMissingOrNull`)."""
    return node is None or (type(node) is Scalar and node.tag == "null")


def is_empty(node: Node | None) -> bool:
    """Whether there is no node, or it is null, an empty map or an empty list (`IsNilOrEmpty`)."""
    return is_null(node) or (not isinstance(node, Scalar | None) and not node.items)


def is_filled(node: Node | None) -> bool:
    """Whether a node holds others: a map or a list that is not empty."""
    return isinstance(node, Map | List) and bool(node.items)


def twice(key: str) -> str:
    """The refusal of a map that has a key twice."""
    return f"the key `{key}` occurs twice"


def text_map(items: dict[str, Node], places: tuple[Origin, ...] = ()) -> Map:
    """A map whose keys are strings, whatever they look like."""
    found = Map(items, places)
    found.texts = frozenset(items)
    return found


def child(node: Node | None, step: str | int) -> Node | None:
    """The entry of a map or the element of a list; None if there is none."""
    if isinstance(node, Map) and isinstance(step, str):
        return node.items.get(step)
    if isinstance(node, List) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def text_of(node: Node | None) -> str:
    """The text of a scalar that is not null; else empty."""
    return node.text if type(node) is Scalar and node.tag != "null" else ""
