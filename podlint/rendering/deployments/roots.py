"""Finds the deployments of a repository.

These are the folders that its Argo CD Applications and ApplicationSets and its Flux Kustomizations
point to. In addition, each kustomization that none of these builds, and that no other kustomization
takes in: a repository with one Application may have many overlays for other clusters. Components
are never deployments of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from podlint.document import Span
from podlint.reading.inputs import Inputs
from podlint.rendering.deployments.deployment import Deployment
from podlint.rendering.deployments.kustomizations import Kustomizations, kustomizations_of
from podlint.rendering.kustomize.node import Origin

__all__ = ["nothing_excluded", "roots"]

_START = Span(1, 1, 1, 1)


def nothing_excluded(path: Path) -> bool:
    """Excludes no path."""
    return False


def roots(
    inputs: Inputs, repository: Path, excluded: Callable[[Path], bool] = nothing_excluded
) -> tuple[Deployment, ...]:
    """The deployments of a repository, in the order of their folders.

    The arguments are such that `Inputs.once` accepts them.

    Args:
        inputs: The file system.
        repository: The root of the repository.
        excluded: Whether an absolute path is left out: a folder is then no deployment, and objects
            in a file are not read. What an excluded kustomization takes in is still no deployment
            of its own.
    """
    found = inputs.once(kustomizations_of, repository)
    return tuple(_alone(found, excluded, repository))


def _alone(
    found: Kustomizations, excluded: Callable[[Path], bool], repository: Path
) -> list[Deployment]:
    """The kustomizations that no other takes in."""
    deployments = []
    for folder in found.tops(reached=()):
        file = found.files[folder]
        if not excluded(file.parent):
            place = Origin(str(file), _START)
            name = file.parent.relative_to(repository).as_posix()
            deployments.append(Deployment(file.parent, name, place))
    return deployments
