"""The objects of Argo CD and Flux as they reach the cluster.

Such an object may itself be deployed by a kustomization, an Application or another Flux
Kustomization, which changes it: often, one Kustomization adds `postBuild` to all others. podlint
builds what deploys such objects, and takes the objects from there. An object that nothing deploys
counts as it is written. Objects that are not in a file, such as those of a chart, are not found.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from podlint.rendering.deployments.declared import Declared, is_gitops
from podlint.rendering.deployments.deployment import Deployment, Source, built
from podlint.rendering.deployments.gitops import deployed_by
from podlint.rendering.deployments.kustomizations import Kustomizations
from podlint.rendering.deployments.node_merging import described, typed
from podlint.rendering.deployments.repository import Repository
from podlint.rendering.kustomize import Build, BuildError
from podlint.rendering.kustomize.nodes.node import Map, Origin

__all__ = ["Effective", "effective_objects"]

_MOST_ROUNDS = 4
"""How deep objects deploy objects that deploy objects."""
_MOST_BUILDS = 200

Place = tuple[str, int]
"""The file and the line of an object."""


class Effective(NamedTuple):
    """Objects as they reach the cluster, and what they deploy."""

    objects: list[Declared]
    deployments: list[Deployment]


def effective_objects(
    repository: Repository,
    objects: Sequence[Declared],
    kustomizations: Kustomizations,
    others: Callable[[Sequence[Deployment]], Sequence[Deployment]],
) -> Effective:
    """Objects as they reach the cluster; one that is deployed several times is several.

    Args:
        repository: The repository.
        objects: The objects as they are written.
        kustomizations: The kustomizations of the repository.
        others: Returns the deployments of kustomizations that some deployments do not build.
    """
    builds = _Builds(repository, objects, kustomizations)
    written = {_place_of(each.place): each for each in objects}
    found = [*objects]
    before = [*map(_text, found)]
    for _ in range(_MOST_ROUNDS):
        deployments = [*deployed_by(repository, found, found)]
        made: dict[Place, dict[str, Declared]] = {}
        for deployment in (*deployments, *others(deployments)):
            for place, declared in builds.objects_of(deployment):
                if place in written:
                    made.setdefault(place, {}).setdefault(_text(declared), declared)
        found = [
            each
            for place, declared in written.items()
            for each in (made[place].values() if place in made else (declared,))
        ]
        now = [*map(_text, found)]
        if now == before:
            return Effective(found, deployments)
        before = now
    return Effective(found, [*deployed_by(repository, found, found)])


def _place_of(place: Origin) -> Place:
    return place.file, place.span.start_line


def _text(declared: Declared) -> str:
    return f"{described(declared.node)}{declared.within}"


class _Builds:
    """Builds deployments that may have such objects, each only once."""

    def __init__(
        self, repository: Repository, objects: Sequence[Declared], kustomizations: Kustomizations
    ) -> None:
        self._repository = repository
        self._kustomizations = kustomizations
        self._folders = {
            folder
            for each in {os.path.dirname(each.file) for each in objects}  # noqa: PTH120
            for folder in _upwards(repository.inputs.real(each))
        }
        self._found: dict[tuple[object, ...], list[tuple[Place, Declared]]] = {}

    def objects_of(self, deployment: Deployment) -> list[tuple[Place, Declared]]:
        """The objects that a deployment applies, with their places."""
        if deployment.refusal is not None or not self._may_have_objects(deployment):
            return []
        key = (deployment.folder, deployment.source, deployment.changes.signature)
        if key not in self._found:
            if len(self._found) >= _MOST_BUILDS:
                return []
            try:
                made = built(deployment, self._repository.inputs, self._repository.root)
                self._found[key] = list(_objects_in(made, deployment))
            except BuildError:
                self._found[key] = []
        return self._found[key]

    def _may_have_objects(self, deployment: Deployment) -> bool:
        folder = self._repository.inputs.real(deployment.folder)
        if deployment.source is Source.MANIFESTS:
            return folder in self._folders
        reached = self._kustomizations.reached_from([folder])
        return not self._folders.isdisjoint(reached)


def _upwards(folder: str) -> Iterable[str]:
    """A folder, and those above it."""
    while True:
        yield folder
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return
        folder = above


def _objects_in(made: Build, deployment: Deployment) -> Iterable[tuple[Place, Declared]]:
    for resource in made.resources:
        data = resource.data
        if resource.source is None or not isinstance(data, dict) or not is_gitops(data):
            continue
        node = typed(resource.node)
        if isinstance(node, Map):
            within = tuple(dict.fromkeys((deployment.place.file, *deployment.within)))
            declared = Declared.of(resource.source.file, node, within)
            yield _place_of(resource.source), declared
