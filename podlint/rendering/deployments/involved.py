"""Finds the deployments in which files take part, without building them."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from podlint.reading.inputs import Inputs
from podlint.reading.path_patterns import PathPatterns
from podlint.rendering.deployments.deployment import Deployment, Source
from podlint.rendering.deployments.kustomizations import kustomizations_of, taken_in_by
from podlint.rendering.deployments.roots import roots
from podlint.startup.frozen import Frozen

__all__ = ["Excluded", "depths_of_files", "files_of_kustomization", "involved", "possible_files"]


class Excluded(Frozen):
    """Whether patterns exclude a path or a folder above it.

    Attributes:
        patterns: The patterns.
    """

    patterns: PathPatterns

    def __call__(self, path: Path) -> bool:
        """Whether an absolute path is excluded."""
        if self.patterns.is_empty:
            return False
        return self.patterns.match(path) or any(
            self.patterns.match(each, folder=True) for each in (path, *path.parents)
        )


def involved(
    inputs: Inputs, repository: Path, excluded: Excluded, files: Collection[str]
) -> tuple[Deployment, ...]:
    """The deployments of kustomizations in which one of some files may take part.

    Args:
        inputs: The file system.
        repository: The root of the repository.
        excluded: The paths that are left out.
        files: The real paths of the files.
    """
    own = inputs.once(files_of_kustomization, repository)
    files = frozenset(files)
    touched = {folder for folder, its in own.items() if not its.isdisjoint(files)}
    found = inputs.once(kustomizations_of, repository)
    return tuple(
        each
        for each in inputs.once(roots, repository, excluded)
        if each.source is Source.KUSTOMIZATION
        and (
            inputs.real(each.place.file) in files
            or not touched.isdisjoint(found.reached_from([inputs.real(each.folder)]))
        )
    )


def possible_files(inputs: Inputs, repository: Path, deployment: Deployment) -> set[str]:
    """The real paths of all files that may take part in a deployment."""
    return {*inputs.once(depths_of_files, repository, deployment)}


def depths_of_files(inputs: Inputs, repository: Path, deployment: Deployment) -> Mapping[str, int]:
    """How many kustomizations lie between a deployment and each file that may take part in it.

    The files are real paths. A file that several kustomizations take in has the least depth.
    """
    own = inputs.once(files_of_kustomization, repository)
    found = inputs.once(kustomizations_of, repository)
    depths: dict[str, int] = {}
    seen: set[str] = set()
    level = [inputs.real(deployment.folder)]
    depth = 0
    while level:
        seen.update(level)
        for file in (file for folder in level for file in own.get(folder, ())):
            depths.setdefault(file, depth)
        below = (each for folder in level for each in found.below.get(folder, ()))
        level = [each for each in dict.fromkeys(below) if each not in seen]
        depth += 1
    return depths


def files_of_kustomization(inputs: Inputs, repository: Path) -> Mapping[str, frozenset[str]]:
    """For the folder of each kustomization, its file and the files that it takes in itself."""
    found = inputs.once(kustomizations_of, repository)
    own: dict[str, frozenset[str]] = {}
    for folder, file in found.files.items():
        taken = taken_in_by(inputs, file)
        names = (*taken.resources, *taken.plugins, *taken.files)
        paths = (os.path.normpath(os.path.join(folder, name)) for name in names)  # noqa: PTH118
        own[folder] = frozenset((inputs.real(file), *map(inputs.real, paths)))
    return own
