"""The resources of a build as files that have been read, each of which knows who wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from podlint.document import Document, Path, Span
from podlint.finding.internal_error import internal_error
from podlint.finding.report import ReadError
from podlint.pods.custom_resources import CustomKind
from podlint.reading.file import ReadFile, read_documents
from podlint.rendering.kustomize import Build, BuiltResource
from podlint.rendering.kustomize.nodes.node import Origin

__all__ = ["BuiltDocument", "built_files"]

_START = Span(1, 1, 1, 1)


class BuiltDocument(Document):
    """A resource of a build as a document, which has no text.

    Attributes:
        resource: The resource.
    """

    resource: BuiltResource

    @classmethod
    def of_resource(cls, resource: BuiltResource) -> BuiltDocument:
        """The document for a resource."""
        document = cls.of(resource.data)
        assert isinstance(document, cls)
        document.resource = resource
        return document

    def span(self, path: Path, key: bool = False) -> Span:
        """The span of the last writer of a value, in its own file."""
        origins = self.writers(path)
        source = self.resource.source
        found = origins[0] if origins else source
        return found.span if found else _START

    def written_as(self, path: Path, key: bool = False) -> str | None:
        """The text of a value as its last writer has written it; None for keys."""
        origins = () if key or not self.has(path) else self.writers(path)
        return origins[0].written if origins else None

    def writers(self, path: Path) -> tuple[Origin, ...]:
        """The places that wrote the value at a path or, if it is missing, the value around it."""
        written = self.nearest(path)
        places = self.resource.places
        for length in range(len(written), -1, -1):
            if origins := places.get(written[:length]):
                return origins
        return ()


def built_files(
    build: Build,
    kinds: Sequence[CustomKind],
    name_of: Callable[[str], str],
    substituted: Callable[[str], bool],
) -> Iterator[ReadFile | ReadError]:
    """The resources of a build, each as a file with the path of the file that it comes from.

    So settings for a path apply to everything that is built from files at that path.

    Args:
        build: The build.
        kinds: Kinds of custom resources that podlint does not know itself.
        name_of: Returns the name of a file in reports.
        substituted: Whether another tool replaces each `${X}` in a file.
    """
    for resource in build.resources:
        source = resource.source.file if resource.source else ""
        path = name_of(source) if source else ""
        try:
            document = BuiltDocument.of_resource(resource)
            has_unknown = bool(resource.unknown) or (bool(source) and substituted(source))
            yield read_documents(path, "", [document], kinds, substituted=has_unknown)
        except Exception as error:
            yield internal_error(error, path)
