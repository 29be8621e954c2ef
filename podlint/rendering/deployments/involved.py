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
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.startup.frozen import Frozen

__all__ = [
    "Excluded",
    "depths_of_files",
    "files_of_deployment",
    "files_of_kustomization",
    "involved",
    "possible_files",
]


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
    """The deployments in which one of some files may take part.

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

    def takes_part(deployment: Deployment) -> bool:
        if any(inputs.real(each) in files for each in files_of_deployment(deployment)):
            return True
        paths = {*_folder_of(inputs, deployment), *_added(inputs, deployment)}
        return not files.isdisjoint(paths) or not touched.isdisjoint(found.reached_from(paths))

    return tuple(each for each in inputs.once(roots, repository, excluded) if takes_part(each))


def files_of_deployment(deployment: Deployment) -> frozenset[str]:
    """The files that say to deploy a folder, and with what changes; absolute paths."""
    return frozenset((deployment.place.file, *deployment.changes.files))


def _folder_of(inputs: Inputs, deployment: Deployment) -> list[str]:
    """The folder of the kustomization that is deployed, if there is one."""
    is_built = deployment.source is Source.KUSTOMIZATION
    return [inputs.real(deployment.folder)] if is_built else []


def _added(inputs: Inputs, deployment: Deployment) -> list[str]:
    """The files and folders that it takes in and that no kustomization names."""
    if deployment.is_plain or deployment.refusal is not None:
        return []
    try:
        return [*map(inputs.real, deployment.changes.taken_in(deployment.folder))]
    except BuildError:
        return []  # Building it finds the same error.


def possible_files(inputs: Inputs, repository: Path, deployment: Deployment) -> set[str]:
    """The real paths of all files that may take part in a deployment."""
    return {*inputs.once(depths_of_files, repository, deployment)}


def depths_of_files(inputs: Inputs, repository: Path, deployment: Deployment) -> Mapping[str, int]:
    """How many kustomizations lie between a deployment and each file that may take part in it.

    The files are real paths. A file that several kustomizations take in has the least depth. A
    kustomization that the deployment adds lies one deeper than that of its folder.
    """
    own = inputs.once(files_of_kustomization, repository)
    found = inputs.once(kustomizations_of, repository)
    added = _added(inputs, deployment)
    depths = {each: 0 for each in added if each not in own}
    seen: set[str] = set()
    level = _folder_of(inputs, deployment)
    below = [each for each in added if each in own]
    depth = 0
    while level or below:
        seen.update(level)
        for file in (file for folder in level for file in sorted(own.get(folder, ()))):
            depths.setdefault(file, depth)
        below += (each for folder in level for each in found.below.get(folder, ()))
        level = [each for each in dict.fromkeys(below) if each not in seen]
        below = []
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
