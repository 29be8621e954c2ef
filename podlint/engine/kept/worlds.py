"""Digests of everything that says how the kustomizations of a repository take in its files.

As long as the digest is the same, the answers to many questions are the same, and need not be asked
again for each file and each build.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from podlint.engine.kept.digests import digest_of
from podlint.reading.file_states import FileStates
from podlint.reading.inputs import Inputs
from podlint.reading.record import Record
from podlint.reading.repository_index import patches_in, repository_index
from podlint.rendering.deployments.involved import files_of_kustomization
from podlint.rendering.deployments.kustomizations import kustomizations_of

__all__ = ["World", "Worlds"]


class World(NamedTuple):
    """How the kustomizations of a repository take in its files.

    Attributes:
        digest: Equal for equal worlds; empty if a kustomization has just been changed.
        record: What was asked to find out.
    """

    digest: str
    record: Record


class Worlds:
    """The digests of repositories, each made only once."""

    def __init__(self, inputs: Inputs, states: FileStates, settled: int) -> None:
        """Take a run.

        Args:
            inputs: The file system.
            states: The states of files.
            settled: The time, in nanoseconds since the epoch, after which no file may have changed.
        """
        self._inputs = inputs
        self._states = states
        self._settled = settled
        self._found: dict[str, World] = {}

    def of(self, root: str) -> World:
        """The world of the repository with an absolute path as its root."""
        found = self._found.get(root)
        if found is None:
            with self._inputs.apart() as record:
                digest = self._digest(Path(root))
            found = self._found[root] = World(digest, record)
        return found

    def _digest(self, root: Path) -> str:
        inputs = self._inputs
        kustomizations = inputs.once(kustomizations_of, root)
        written = []
        for folder, path in kustomizations.files.items():
            state = self._states.content(str(path))
            if not state.text or state.changed > self._settled:
                return ""
            written.append((folder, path, state.text, kustomizations.below[folder]))
        own = inputs.once(files_of_kustomization, root)
        taken_in = [(folder, sorted(own[folder])) for folder in sorted(own)]
        return digest_of((written, taken_in, list(self._targets(root))))

    def _targets(self, root: Path) -> Iterator[tuple[object, ...]]:
        """The targets of all files that are patches."""
        inputs = self._inputs
        top = os.path.join(inputs.real(root), "")  # noqa: PTH118
        for path in sorted(inputs.once(repository_index, root).patchers):
            if inputs.real(path).startswith(top):
                yield path, inputs.once(patches_in, path)
