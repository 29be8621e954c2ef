"""Finds the kustomizations of a repository that include a file, and what they change.

A base may be completed in a folder elsewhere. So before podlint reports a missing field, it reads
all kustomizations of the repository.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from podlint.document import load
from podlint.document.regular_file import MOST_OF_MANIFEST
from podlint.reading.contents import text_in
from podlint.reading.file_names import KUSTOMIZATIONS
from podlint.reading.files import named
from podlint.reading.inputs import Inputs
from podlint.reading.kustomization import Kustomization, Patch, patched_by, read_kustomization
from podlint.reading.repository_root import repository_root
from podlint.reading.taken_in import TakenIn, taken_in
from podlint.startup.frozen import Frozen

__all__ = [
    "NOT_TAKEN",
    "Inclusion",
    "KustomizationFile",
    "RepositoryIndex",
    "inclusion_in",
    "kustomization_at",
    "kustomization_files",
    "kustomization_in",
    "patches_in",
    "repository_index",
    "repository_of",
    "targets_in",
]


class Inclusion(Frozen):
    """How the kustomizations of a repository use a file.

    Attributes:
        patch_of: The kustomizations that list the file as a patch.
        resource_of: The kustomizations that list it as a resource.
        patches: The targets of the patches of kustomizations that include it, directly or
            through others.
        selects: One of them adds labels to selectors and templates.
        renames: One of them changes names, so patches may refer to objects by other names.
        opaque: One of them uses something that may change any object.
    """

    patch_of: tuple[str, ...] = ()
    resource_of: tuple[str, ...] = ()
    patches: tuple[Patch, ...] = ()
    selects: bool = False
    renames: bool = False
    opaque: bool = False


NOT_TAKEN = Inclusion()
"""The value for a file that no kustomization uses."""


class RepositoryIndex(Frozen, eq=False):
    """The kustomizations of a repository.

    Attributes:
        kustomizations: The kustomizations, by the real paths of their folders.
        takers: For each file and folder that is a resource or component, the folders of the
            kustomizations that include it.
        patchers: For each file that is a patch, the folders of the kustomizations that list it.
    """

    kustomizations: Mapping[str, Kustomization]
    takers: Mapping[str, tuple[str, ...]]
    patchers: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, kustomizations: Mapping[str, Kustomization]) -> RepositoryIndex:
        """The index of kustomizations by the real paths of their folders."""
        return cls(
            kustomizations,
            _by_path(kustomizations, lambda each: (*each.resources, *each.components)),
            _by_path(kustomizations, lambda each: each.patch_files),
        )

    def inclusion(self, path: str, patches_in: Callable[[str], Iterable[Patch]]) -> Inclusion:
        """How the kustomizations use a file.

        Args:
            path: Its real path.
            patches_in: Returns the targets of the patches in a file.
        """
        return self.inclusion_by(path, lambda takers: self.changed_by(takers, patches_in))

    def inclusion_by(
        self, path: str, changed_by: Callable[[tuple[str, ...]], Inclusion]
    ) -> Inclusion:
        """How the kustomizations use a file.

        Args:
            path: Its real path.
            changed_by: As the method, without the function.
        """
        resource_of, patch_of = self.takers.get(path, ()), self.patchers.get(path, ())
        if not (resource_of or patch_of):
            return NOT_TAKEN
        found = changed_by(resource_of)
        return found.replace(patch_of=patch_of) if patch_of else found

    def changed_by(
        self, takers: tuple[str, ...], patches_in: Callable[[str], Iterable[Patch]]
    ) -> Inclusion:
        """How the kustomizations use a resource, which is the same for all with the same takers.

        Args:
            takers: The folders of the kustomizations that list it.
            patches_in: Returns the targets of the patches in a file.
        """
        folders = self._involved(takers)
        involved = [self.kustomizations[folder] for folder in folders]
        return Inclusion(
            resource_of=takers,
            patches=tuple(self._patches(folders, patches_in)),
            selects=any(each.selects for each in involved),
            renames=any(each.renames for each in involved),
            opaque=any(each.opaque for each in involved),
        )

    def _involved(self, folders: Iterable[str]) -> list[str]:
        """Folders, the folders that include them, and the components of all of these, without
        duplicates.
        """
        found: dict[str, None] = {}
        pending = list(folders)
        while pending:
            folder = pending.pop()
            if folder in found or folder not in self.kustomizations:
                continue
            found[folder] = None
            pending += self.takers.get(folder, ())
            components = self.kustomizations[folder].components
            pending += (_joined(folder, name) for name in components)
        return list(found)

    def _patches(
        self, folders: Iterable[str], patches_in: Callable[[str], Iterable[Patch]]
    ) -> Iterator[Patch]:
        for folder in folders:
            each = self.kustomizations[folder]
            yield from each.patches
            for name in sorted(each.patch_files):
                yield from patches_in(_joined(folder, name))


def repository_of(inputs: Inputs, path: Path, otherwise: Path) -> Path:
    """The root of the repository with a file.

    Args:
        inputs: The file system.
        path: The file.
        otherwise: The folder to use as the root if there is no repository and the file is below it.
    """
    if root := inputs.once(repository_root, path.absolute().parent):
        return root
    return otherwise if path.absolute().is_relative_to(otherwise) else path.absolute().parent


def repository_index(inputs: Inputs, root: Path) -> RepositoryIndex:
    """Read all kustomizations below a folder."""
    files = inputs.once(kustomization_files, root)
    return RepositoryIndex.of(
        {
            folder: inputs.once(kustomization_at, path).kustomization
            for folder, path in files.items()
        }
    )


def inclusion_in(inputs: Inputs, root: Path, path: str) -> Inclusion | None:
    """How the kustomizations of a repository use a file; None if it has none.

    Args:
        inputs: The file system.
        root: The root of the repository.
        path: The real path of the file.
    """
    index = inputs.once(repository_index, root)
    if not index.kustomizations:
        return None
    return index.inclusion_by(path, lambda takers: inputs.once(_changed_by, root, takers))


def _changed_by(inputs: Inputs, root: Path, takers: tuple[str, ...]) -> Inclusion:
    """How the kustomizations of a repository use what some of them list as a resource."""
    top = os.path.join(inputs.real(root), "")  # noqa: PTH118

    def patches(path: str) -> Iterable[Patch]:
        # A kustomization may name files outside of the repository, but kubectl reads none.
        inside = inputs.real(path).startswith(top)
        return inputs.once(patches_in, path) if inside else ()

    return inputs.once(repository_index, root).changed_by(takers, patches)


def kustomization_files(inputs: Inputs, root: Path) -> Mapping[str, Path]:
    """The files of all kustomizations below a folder, by the real paths of their folders.

    The ones that git ignores are left out.
    """
    files: dict[str, Path] = {}
    for path in sorted(named(inputs, root, KUSTOMIZATIONS), key=_precedence):
        files.setdefault(inputs.real(path.parent), path)
    return files


class KustomizationFile(NamedTuple):
    """What a file says that is read once for all questions.

    Attributes:
        kustomization: What matters for the files of the kustomization.
        taken_in: Everything that it takes in.
    """

    kustomization: Kustomization
    taken_in: TakenIn


def kustomization_at(inputs: Inputs, path: Path) -> KustomizationFile:
    """The kustomization in a file; one that takes in nothing if the file cannot be read."""
    try:
        return inputs.in_content(path, kustomization_in, MOST_OF_MANIFEST)
    except (OSError, ValueError):
        return kustomization_in(b"")


def kustomization_in(content: bytes) -> KustomizationFile:
    """The kustomization in the bytes of a file."""
    documents = load(text_in(content))
    return KustomizationFile(read_kustomization(documents), taken_in(documents))


def _by_path(
    kustomizations: Mapping[str, Kustomization], names: Callable[[Kustomization], Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """For each path that kustomizations name, their folders."""
    found: dict[str, tuple[str, ...]] = {}
    for folder, each in kustomizations.items():
        for name in names(each):
            path = _joined(folder, name)
            found[path] = (*found.get(path, ()), folder)
    return found


def _precedence(path: Path) -> int:
    """The order in which kustomize looks for its file names; the first one decides."""
    return KUSTOMIZATIONS.index(path.name)


def patches_in(inputs: Inputs, path: str) -> tuple[Patch, ...]:
    """The targets of the patches in a file."""
    try:
        return inputs.in_content(Path(path), targets_in, MOST_OF_MANIFEST)
    except (OSError, ValueError):
        return targets_in(b"")


def targets_in(content: bytes) -> tuple[Patch, ...]:
    """The targets of the patches in the bytes of a file."""
    return tuple(patched_by(load(text_in(content))))


def _joined(folder: str, name: str) -> str:
    return os.path.normpath(os.path.join(folder, name))  # noqa: PTH118
