"""What an entry of the settings or the exceptions is about."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from podlint.config.suppressions import SuppressionEntry
from podlint.finding.report import ObjectReference
from podlint.reading.path_patterns import PathPatterns
from podlint.startup.frozen import Frozen

__all__ = ["Subject"]


class Subject(Frozen):
    """Patterns for the place of a finding; None matches everything.

    Attributes:
        paths: The files.
        namespace: The namespace of the object.
        object: The parts of the object: ``("Deployment", "web")``, perhaps after a namespace.
        container: The container.
    """

    paths: PathPatterns | None
    namespace: str | None
    object: tuple[str, ...]
    container: str | None

    @classmethod
    def of(cls, entry: SuppressionEntry, root: Path | None) -> Subject:
        """The subject of an entry.

        Args:
            entry: The entry.
            root: The folder to which its path is relative.
        """
        paths = PathPatterns((entry.path,), root) if entry.path else None
        parts = tuple(entry.object.split("/")) if entry.object else ()
        return cls(paths, entry.namespace, parts, entry.container)

    def has_file(self, path: str) -> bool:
        """Whether the subject may be in a file.

        Args:
            path: The file, relative to the working directory.
        """
        return self.paths is None or self.paths.match(Path(path))

    def matches(self, path: str, objects: Iterable[ObjectReference], container: str | None) -> bool:
        """Whether a finding is about the subject.

        Args:
            path: The file of the finding, relative to the working directory.
            objects: The object of the finding, by the names that it has in the file and in the
                cluster; none if the finding is not about an object.
            container: The container of the finding.
        """
        if self.container is not None and not _is_like(container, self.container):
            return False
        if (self.namespace or self.object) and not any(map(self._is_about, objects)):
            return False
        return self.has_file(path)

    def _is_about(self, reference: ObjectReference) -> bool:
        names = (reference.namespace, reference.kind, reference.name)
        if self.namespace is not None and not _is_like(reference.namespace, self.namespace):
            return False
        # A pattern with fewer parts says nothing about the namespace, or about the kind.
        wanted = zip(reversed(names), reversed(self.object), strict=False)
        return all(_is_like(name, pattern) for name, pattern in wanted)


def _is_like(name: str | None, pattern: str) -> bool:
    return name is not None and fnmatchcase(name, pattern)
