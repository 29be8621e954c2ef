"""What was read in files, by the digests of their content.

These are answers that a run needs of all files of a repository before it can tell which reports are
valid. Answers that may have a value of a Secret are not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from podlint.engine.kept.codec import JSONValue, decoded, encoded
from podlint.reading.file_states import FileStates
from podlint.reading.flux import may_substitute
from podlint.reading.podless import may_define_kinds
from podlint.reading.repository_index import kustomization_in, targets_in
from podlint.rendering.deployments.declared import may_declare
from podlint.rendering.deployments.flux.variables import may_have_sources

__all__ = ["KeptFacts"]

_NAMES: Mapping[Callable[[bytes], object], str] = {
    kustomization_in: "kustomization",
    may_declare: "declares",
    may_define_kinds: "defines",
    may_have_sources: "sources",
    may_substitute: "substitutes",
    targets_in: "targets",
}


class KeptFacts:
    """What earlier runs read in files.

    Attributes:
        found: The facts that this run asked for, by digest and by name.
        paths: The files that it asked about.
        new: Whether some of them were not known.
    """

    def __init__(self, kept: Mapping[str, Mapping[str, JSONValue]], states: FileStates) -> None:
        """Take what is kept.

        Args:
            kept: The facts, by digest and by name.
            states: The digests of files.
        """
        self.found: dict[str, dict[str, JSONValue]] = {}
        self.paths: set[str] = set()
        self.new = False
        self._kept = kept
        self._states = states

    def known(self, path: str, read: Callable[[bytes], object]) -> Any:
        """What a function reads in the file at an absolute path; None if that is not known."""
        name = _NAMES.get(read)
        if name is None:
            return None
        digest = self._states.known_digest(path)
        if digest is None:
            return None
        fact = self._kept.get(digest, {}).get(name)
        if fact is None:
            return None
        try:
            answer = decoded(fact)
        except (TypeError, ValueError, LookupError, AttributeError):
            return None
        self._found(path, digest)[name] = fact
        return answer

    def add(
        self, path: str, content: bytes, read: Callable[[bytes], object], answer: object
    ) -> None:
        """Remember what a function reads in a file."""
        name = _NAMES.get(read)
        if name is not None:
            digest = self._states.learned(path, content)
            self._found(path, digest)[name] = encoded(answer)
            self.new = True

    def _found(self, path: str, digest: str) -> dict[str, JSONValue]:
        self.paths.add(path)
        return self.found.setdefault(digest, {})
