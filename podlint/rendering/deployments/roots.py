"""Finds the deployments of a repository.

These are the folders that its Argo CD Applications and ApplicationSets and its Flux Kustomizations
point to. In addition, each kustomization that none of these builds, and that no other kustomization
takes in: a repository with one Application may have many overlays for other clusters. Components
are never deployments of their own.

Objects count that are written in files, with the changes that other deployments make in them: see
`podlint.rendering.deployments.effective_objects`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from podlint.document import Span
from podlint.reading.inputs import Inputs
from podlint.rendering.deployments.declared import declared_in, files_declaring
from podlint.rendering.deployments.deployment import Deployment, Source
from podlint.rendering.deployments.effective_objects import Effective, effective_objects
from podlint.rendering.deployments.flux.changes import FluxChanges
from podlint.rendering.deployments.gitops import deployed_by
from podlint.rendering.deployments.kustomizations import Kustomizations, kustomizations_of
from podlint.rendering.deployments.repository import Repository, nothing_excluded
from podlint.rendering.deployments.repository_urls import remotes_of
from podlint.rendering.kustomize.nodes.node import Origin

__all__ = ["roots", "roots_in"]

_START = Span(1, 1, 1, 1)


def roots(
    inputs: Inputs, repository: Path, excluded: Callable[[Path], bool] = nothing_excluded
) -> tuple[Deployment, ...]:
    """The deployments of a repository: those of GitOps objects first, each in order of folder.

    Deployments that are built alike are one. The arguments are such that `Inputs.once` accepts
    them.

    Args:
        inputs: The file system.
        repository: The root of the repository; an absolute path.
        excluded: Whether an absolute path is left out: a folder is then no deployment, and objects
            in a file are not read. What an excluded kustomization takes in is still no deployment
            of its own.
    """
    context = Repository(inputs, repository, inputs.once(remotes_of, repository), excluded)
    kustomizations = inputs.once(kustomizations_of, repository)
    effective = _effective(context, kustomizations)
    found = [each for each in effective.deployments if not excluded(each.folder)]
    found.sort(key=lambda each: (str(each.folder), each.name))
    return (*_without_duplicates(found), *_alone(found, kustomizations, context))


def roots_in(inputs: Inputs, repository: Path, file: Path) -> tuple[Deployment, ...]:
    """What the objects in a file deploy from its repository, one after another.

    Args:
        inputs: The file system.
        repository: The root of the repository; an absolute path.
        file: The file.
    """
    remotes = inputs.once(remotes_of, repository)
    context = Repository(inputs, repository, remotes, nothing_excluded)
    objects = _effective(context, inputs.once(kustomizations_of, repository)).objects
    wanted = [each for each in objects if each.file == str(file.absolute())]
    if not wanted:  # git may ignore the file.
        wanted = [*inputs.once(declared_in, file)]
    return tuple(deployed_by(context, wanted, [*objects, *wanted]))


def _effective(repository: Repository, kustomizations: Kustomizations) -> Effective:
    """All objects of a repository, as they reach the cluster."""
    inputs = repository.inputs
    written = [
        each
        for path in inputs.once(files_declaring, repository.root, repository.excluded)
        for each in inputs.once(declared_in, path)
    ]
    if not written:
        return Effective([], [])
    others = partial(_alone, found=kustomizations, repository=repository)
    return effective_objects(repository, written, kustomizations, others)


def _reached(inputs: Inputs, deployment: Deployment, found: Kustomizations) -> list[str]:
    """The folders of kustomizations that a deployment builds, but for those below them."""
    if deployment.refusal is not None:
        return []
    folder = inputs.real(deployment.folder)
    if deployment.source is Source.KUSTOMIZATION:
        return [folder]
    if not isinstance(deployment.changes, FluxChanges):
        return []
    return found.uppermost_in(folder)


def _without_duplicates(deployments: Iterable[Deployment]) -> list[Deployment]:
    """The first of each set of deployments that are built alike."""
    alike: dict[tuple[object, ...], list[Deployment]] = {}
    for each in deployments:
        key: tuple[object, ...] = (each.folder, each.source, each.changes.signature)
        if each.refusal is not None:
            key = (each.refusal.message, each.refusal.origin)
        alike.setdefault(key, []).append(each)
    return [
        first.replace(name=f"{first.name} and {len(others)} more") if others else first
        for first, *others in alike.values()
    ]


def _alone(
    deployments: Iterable[Deployment], found: Kustomizations, repository: Repository
) -> list[Deployment]:
    """The kustomizations that no other takes in, and that deployments do not build."""
    alone = []
    reached = [each for one in deployments for each in _reached(repository.inputs, one, found)]
    for folder in found.tops(reached):
        file = found.files[folder]
        if not repository.excluded(file.parent):
            place = Origin(str(file), _START)
            name = file.parent.relative_to(repository.root).as_posix()
            alone.append(Deployment(file.parent, name, place))
    return alone
