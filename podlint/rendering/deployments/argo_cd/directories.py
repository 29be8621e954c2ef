"""Folders of manifests that Argo CD applies as they are.

Source: ``findManifests`` in reposerver/repository/repository.go of Argo CD 3.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from podlint.document import Document, Span, load
from podlint.document.encoding import UndecodableError, decoded
from podlint.document.regular_file import MOST_OF_MANIFEST
from podlint.document.text import Text
from podlint.reading.files import files_in
from podlint.rendering.deployments.argo_cd.changes import ArgoChanges
from podlint.rendering.deployments.argo_cd.globs import directory_glob
from podlint.rendering.deployments.declared import text_at, value_at
from podlint.rendering.deployments.document_nodes import node_of
from podlint.rendering.deployments.repository import Repository
from podlint.rendering.kustomize.build import Build, printed
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import List, Map, Node, Origin, Scalar
from podlint.rendering.kustomize.nodes.resource import Resource

__all__ = ["Directory"]

_SUFFIXES = (".yaml", ".yml", ".json", ".jsonnet")
_SKIPPED = b"+argocd:skip-file-rendering"
_SIGNS = ("apiVersion:", "kind:", "metadata:")
"""What a file has that is meant to be a manifest."""


class Directory(ArgoChanges):
    """What a source of an Application says that is a folder of manifests."""

    def __init__(
        self, repository: Repository, application: Map, source: Map, template: str = ""
    ) -> None:
        """Take a source; as `ArgoChanges`."""
        super().__init__(application, source, template)
        self._repository = repository
        self._settings = value_at(source, "directory")

    def build(self, folder: Path) -> Build:
        """The objects in a folder.

        Raises:
            BuildError: Argo CD cannot read a file.
            Declined: A file is Jsonnet.
        """
        resources: list[Resource] = []
        files = []
        for path in self.taken_in(folder):
            content = self._content(path)
            if content is None:
                continue
            files.append(str(path))
            if path.suffix == ".jsonnet":
                raise Declined("podlint does not run Jsonnet", _start(path))
            resources += _resources(path, content)
        return printed(resources, tuple(files), self)

    def taken_in(self, folder: Path) -> Iterable[Path]:
        """The files in a folder that Argo CD reads."""
        recurse = value_at(self._settings, "recurse")
        below = isinstance(recurse, Scalar) and recurse.tag == "bool" and recurse.text == "true"
        include, exclude = (text_at(self._settings, each) for each in ("include", "exclude"))
        inputs = self._repository.inputs
        for path in sorted(files_in(inputs, folder, lambda name: name.endswith(_SUFFIXES), below)):
            relative = path.relative_to(folder).as_posix()
            if exclude and directory_glob(exclude)(relative):
                continue
            if not include or directory_glob(include)(relative):
                yield path

    def _content(self, path: Path) -> bytes | None:
        """The bytes of a file, unless it says to be skipped."""
        try:
            found = self._repository.inputs.read(path, MOST_OF_MANIFEST)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise BuildError(f"{path.name} cannot be read: {reason}", _start(path)) from None
        return None if _SKIPPED in found else found


def _start(path: Path) -> Origin:
    return Origin(str(path), Span(1, 1, 1, 1))


def _resources(path: Path, content: bytes) -> Iterator[Resource]:
    try:
        text = decoded(content).text
    except UndecodableError as error:
        raise BuildError(f"{path.name}: {error}", _start(path)) from None
    whole = Text(text)
    for document in load(text):
        if (fault := _fault(document)) is not None:
            if path.suffix == ".json" or all(sign in text for sign in _SIGNS):
                place = document.error.span if document.error else document.span(())
                raise BuildError(f"{path.name} is not valid: {fault}", Origin(str(path), place))
            return  # It is some other file.
        if document.data is None:
            continue
        for each in _items(node_of(document, str(path), whole)):
            if isinstance(each, Map):
                yield Resource(each, each.places[0])


def _fault(document: Document) -> str | None:
    """Why a document is not an object; None if it is one, or empty."""
    if document.error is not None:
        return str(document.error.message)
    if document.data is None:
        return None
    if not isinstance(document.data, dict) or not isinstance(document.data.get("kind"), str):
        return "an object needs a kind"
    return None


def _items(node: Node) -> list[Node]:
    """The items of a list, or the object itself."""
    items = node.items.get("items") if isinstance(node, Map) else None
    if isinstance(items, Scalar) and items.tag == "null":
        return []
    if isinstance(items, List) and text_at(node, "kind").endswith("List"):
        return items.items
    return [node]
