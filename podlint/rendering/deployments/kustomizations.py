"""The kustomizations of a repository, and which of them take in which."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from podlint.reading.inputs import Inputs
from podlint.reading.repository_index import kustomization_at, kustomization_files
from podlint.reading.taken_in import TakenIn
from podlint.startup.frozen import Frozen

__all__ = ["Kustomizations", "kustomizations_of"]


class Kustomizations(Frozen, eq=False):
    """The kustomizations of a repository; folders are paths without links.

    Attributes:
        files: For each folder, the file of its kustomization, in order of path.
        components: The folders of components.
        below: For each folder, the ones that its kustomization takes in.
    """

    files: Mapping[str, Path]
    components: frozenset[str]
    below: Mapping[str, tuple[str, ...]]

    def reached_from(self, folders: Iterable[str]) -> set[str]:
        """Folders, and all that they take in, directly or through others."""
        found: set[str] = set()
        pending = list(folders)
        while pending:
            folder = pending.pop()
            if folder not in found:
                found.add(folder)
                pending += self.below.get(folder, ())
        return found

    def uppermost_in(self, folder: str) -> list[str]:
        """The folders below one that are not below another one of them."""
        below: list[str] = []
        for each in sorted(self.files, key=lambda path: Path(path).parts):
            if _is_below(each, folder) and not (below and _is_below(each, below[-1])):
                below.append(each)
        return below

    def tops(self, reached: Iterable[str]) -> list[str]:
        """The folders that no other one takes in, in order of path, but no components.

        Of kustomizations that take in each other in a circle, the first is one of them, so that
        the circle is found when it is built.

        Args:
            reached: Folders that are left out, along with the ones that they take in.
        """
        done = self.reached_from(reached)
        taken = {each for folder, inside in self.below.items() for each in inside if each != folder}
        found = [each for each in self.files if each not in taken and each not in done]
        done |= self.reached_from(found)
        for folder in self.files:
            if folder not in done:
                found.append(folder)
                done |= self.reached_from([folder])
        return sorted(each for each in found if each not in self.components)


def kustomizations_of(inputs: Inputs, repository: Path) -> Kustomizations:
    """All kustomizations of a repository, except the ones that git ignores."""
    found = inputs.once(kustomization_files, repository)
    files = {folder: found[folder] for folder in sorted(found)}
    taken = {folder: taken_in_by(inputs, path) for folder, path in files.items()}
    return Kustomizations(
        files,
        frozenset(folder for folder, each in taken.items() if each.is_component),
        {folder: _folders(inputs, folder, each, files) for folder, each in taken.items()},
    )


def taken_in_by(inputs: Inputs, path: Path) -> TakenIn:
    """What the kustomization in a file takes in; nothing if it cannot be read."""
    return inputs.once(kustomization_at, path).taken_in


def _folders(
    inputs: Inputs, folder: str, taken: TakenIn, files: Mapping[str, Path]
) -> tuple[str, ...]:
    found = []
    for name in taken.folders:
        path = os.path.normpath(os.path.join(folder, name))  # noqa: PTH118
        if path not in files and not name.endswith((".yaml", ".yml", ".json")):
            path = inputs.real(path)
        if path in files:
            found.append(path)
    return tuple(found)


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)
