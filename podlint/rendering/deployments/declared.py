"""The objects of Argo CD and Flux that the files of a repository declare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from podlint.document import JSON, Document, load
from podlint.document.encoding import UndecodableError, decoded
from podlint.document.load import load_those
from podlint.document.regular_file import MOST_OF_MANIFEST
from podlint.document.text import Text
from podlint.reading.files import manifests_below
from podlint.reading.inputs import Inputs
from podlint.reading.path_patterns import NOTHING
from podlint.rendering.deployments.document_nodes import node_of
from podlint.rendering.kustomize.nodes.errors import Declined
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar
from podlint.rendering.kustomize.nodes.value import places_of
from podlint.startup.frozen import Frozen

__all__ = ["Declared", "declared_in", "files_declaring", "files_of", "is_gitops",
           "manifests_with", "may_declare", "text_at", "value_at"]  # fmt: skip

_KINDS = frozenset(
    (
        ("argoproj.io", "Application"),
        ("argoproj.io", "ApplicationSet"),
        ("kustomize.toolkit.fluxcd.io", "Kustomization"),
        ("source.toolkit.fluxcd.io", "GitRepository"),
    )
)
_MARKS = tuple((f"{group}/".encode(), kind.encode()) for group, kind in sorted(_KINDS))


class Declared(Frozen, eq=False):
    """An object in a file.

    Attributes:
        file: The absolute path of the file.
        group: The API group; empty for the core group.
        kind: The kind.
        name: The name; empty if there is none.
        namespace: The namespace; empty if there is none.
        node: The object, of which each value has a place.
        within: The files of the objects that deploy it.
    """

    file: str
    group: str
    kind: str
    name: str
    namespace: str
    node: Map
    within: tuple[str, ...] = ()

    @classmethod
    def of(cls, file: str, node: Map, within: tuple[str, ...] = ()) -> Declared:
        """An object in a file."""
        group, kind = _kind_of(text_at(node, "apiVersion"), text_at(node, "kind"))
        name, namespace = (text_at(node, "metadata", each) for each in ("name", "namespace"))
        return cls(file, group, kind, name, namespace, node, within)

    @property
    def place(self) -> Origin:
        """Where the object is."""
        return self.node.places[0]


def is_gitops(data: Mapping[str, JSON]) -> bool:
    """Whether data is an object of Argo CD or Flux."""
    return _kind_of(data.get("apiVersion"), data.get("kind")) in _KINDS


def value_at(node: Node | None, *steps: str) -> Node | None:
    """The value at a path of maps; None if there is none, or if it is null."""
    for step in steps:
        if not isinstance(node, Map):
            return None
        node = node.items.get(step)
    return None if isinstance(node, Scalar) and node.tag == "null" else node


def text_at(node: Node | None, *steps: str) -> str:
    """The text at a path of maps; empty if it is something else."""
    found = value_at(node, *steps)
    return found.text if isinstance(found, Scalar) and found.tag == "str" else ""


def files_of(node: Node) -> frozenset[str]:
    """The absolute paths of the files that wrote a node and the values in it."""
    return frozenset(each.file for _, places in places_of(node) for each in places)


def may_declare(content: bytes) -> bool:
    """Whether a file may declare an object of Argo CD or Flux."""
    # A generator expression would be resumed for each mark, for each file of a repository.
    return bool([kind for group, kind in _MARKS if group in content and kind in content])


def _may_be(text: str) -> bool:
    return any(group.decode() in text and kind.decode() in text for group, kind in _MARKS)


def files_declaring(
    inputs: Inputs, repository: Path, excluded: Callable[[Path], bool]
) -> tuple[Path, ...]:
    """The files of a repository that may declare objects of Argo CD or Flux."""
    return tuple(manifests_with(inputs, repository, may_declare, excluded))


def manifests_with(
    inputs: Inputs,
    repository: Path,
    is_wanted: Callable[[bytes], bool],
    excluded: Callable[[Path], bool],
) -> list[Path]:
    """The manifests of a repository whose content is wanted, in order of path."""
    found = []
    for path in inputs.once(manifests_below, repository, NOTHING):
        if excluded(path):
            continue
        try:
            if inputs.in_content(path, is_wanted, MOST_OF_MANIFEST):
                found.append(path)
        except (OSError, ValueError):
            continue
    return found


def declared_in(
    inputs: Inputs, path: Path, is_wanted: Callable[[str, str], bool] | None = None
) -> tuple[Declared, ...]:
    """The objects in a file; none if it cannot be read.

    Args:
        inputs: The file system.
        path: The file.
        is_wanted: Whether objects of a group and kind are wanted; those of Argo CD and Flux if
            None.
    """
    wanted = is_wanted or (lambda group, kind: (group, kind) in _KINDS)
    try:
        text = decoded(inputs.read(path, MOST_OF_MANIFEST)).text
    except (OSError, ValueError, UndecodableError):
        return ()
    whole = Text(text)
    return tuple(
        found
        for document in (load(text) if is_wanted else load_those(text, _may_be))
        for found in _objects(document, str(path.absolute()), whole, wanted)
    )


def _objects(
    document: Document, file: str, text: Text, wanted: Callable[[str, str], bool]
) -> Iterator[Declared]:
    data = document.data
    if not isinstance(data, dict) or document.error is not None:
        return
    is_list = str(data.get("kind")).endswith("List") and isinstance(data.get("items"), list)
    if not is_list and not wanted(*_kind_of(data.get("apiVersion"), data.get("kind"))):
        return
    try:
        node = node_of(document, file, text)
    except Declined:
        return
    items = node.items.get("items") if isinstance(node, Map) and is_list else None
    for each in items.items if isinstance(items, List) else (node,):
        if isinstance(each, Map):
            found = Declared.of(file, each)
            if wanted(found.group, found.kind):
                yield found


def _kind_of(version: object, kind: object) -> tuple[str, str]:
    if not isinstance(version, str) or not isinstance(kind, str):
        return "", ""
    return version.rpartition("/")[0], kind
