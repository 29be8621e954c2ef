"""Finds the deployments of a repository.

These are the folders that its Argo CD Applications and ApplicationSets and its Flux Kustomizations
point to. In addition, each kustomization that none of these builds, and that no other kustomization
takes in: a repository with one Application may have many overlays for other clusters. Components
are never deployments of their own.

Only objects that are written in files count, and not objects that are built from a chart or an
overlay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from podlint.document import Span
from podlint.reading.inputs import Inputs
from podlint.rendering.deployments.application_sets import applications_of
from podlint.rendering.deployments.argo_cd import Application, application_deployments
from podlint.rendering.deployments.declared import GITOPS_WORDS, Declared, declared_in, with_words
from podlint.rendering.deployments.deployment import Deployment, Source
from podlint.rendering.deployments.flux import flux_deployments
from podlint.rendering.deployments.flux_changes import FluxChanges
from podlint.rendering.deployments.flux_variables import names_of_sources
from podlint.rendering.deployments.kustomizations import Kustomizations, kustomizations_of
from podlint.rendering.deployments.repository import Repository, nothing_excluded
from podlint.rendering.deployments.repository_urls import remotes_of
from podlint.rendering.kustomize.errors import BuildError
from podlint.rendering.kustomize.node import Origin

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
    objects = [
        each
        for path in with_words(inputs, repository, GITOPS_WORDS, excluded)
        for each in inputs.once(declared_in, path)
    ]
    found = [each for each in _deployed(context, objects, objects) if not excluded(each.folder)]
    found.sort(key=lambda each: (str(each.folder), each.name))
    kustomizations = inputs.once(kustomizations_of, repository)
    reached = [
        each for deployment in found for each in _reached(inputs, deployment, kustomizations)
    ]
    return (*_without_duplicates(found), *_alone(kustomizations, reached, context))


def roots_in(inputs: Inputs, repository: Path, file: Path) -> tuple[Deployment, ...]:
    """What the objects in a file deploy from its repository, one after another.

    Args:
        inputs: The file system.
        repository: The root of the repository; an absolute path.
        file: The file.
    """
    context = Repository(inputs, repository, inputs.once(remotes_of, repository))
    objects = [
        each
        for path in with_words(inputs, repository, GITOPS_WORDS, nothing_excluded)
        for each in inputs.once(declared_in, path)
    ]
    wanted = declared_in(inputs, file)
    return tuple(_deployed(context, wanted, [*objects, *wanted]))


def _deployed(
    repository: Repository, wanted: Iterable[Declared], objects: Sequence[Declared]
) -> Iterator[Deployment]:
    """What objects deploy.

    Args:
        repository: The repository.
        wanted: The objects.
        objects: All objects of the repository, which they may refer to.
    """
    names = names_of_sources(objects)
    for each in wanted:
        if each.kind == "Kustomization":
            yield from flux_deployments(repository, each, objects, names)
        elif each.kind == "Application":
            application = Application(each.node, f"Application {each.name}")
            yield from application_deployments(repository, application)
        elif each.kind == "ApplicationSet":
            for made in applications_of(repository, each):
                if isinstance(made, Application):
                    yield from application_deployments(repository, made)
                else:
                    yield _unmade(repository, each, made)


def _unmade(repository: Repository, declared: Declared, error: BuildError) -> Deployment:
    """Stands for the Applications that an ApplicationSet does not make."""
    name = f"Argo CD ApplicationSet {declared.name} ({repository.shown(declared.place)})"
    return Deployment(repository.root, name, declared.place, refusal=error)


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
    found: Kustomizations, reached: Iterable[str], repository: Repository
) -> list[Deployment]:
    """The kustomizations that no other takes in."""
    deployments = []
    for folder in found.tops(reached):
        file = found.files[folder]
        if not repository.excluded(file.parent):
            place = Origin(str(file), _START)
            name = file.parent.relative_to(repository.root).as_posix()
            deployments.append(Deployment(file.parent, name, place))
    return deployments
