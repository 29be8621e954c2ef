"""Flux Kustomizations to the folders that they deploy.

Source: https://fluxcd.io/flux/components/kustomize/kustomizations/.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from podlint.rendering.deployments.declared import Declared, text_at, value_at
from podlint.rendering.deployments.deployment import Deployment, Source
from podlint.rendering.deployments.flux.changes import FluxChanges
from podlint.rendering.deployments.flux.variables import substitution_of
from podlint.rendering.deployments.repository import Repository
from podlint.rendering.deployments.repository_urls import Match
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import Map, Origin

__all__ = ["flux_deployments"]

_GIT = "GitRepository"
_VARIABLE = "${"


def flux_deployments(
    repository: Repository,
    declared: Declared,
    objects: Sequence[Declared],
) -> Iterator[Deployment]:
    """What a Kustomization deploys; nothing if it is not from this repository.

    Args:
        repository: The repository.
        declared: The Kustomization.
        objects: All objects of Flux in the repository.
    """
    match = _match(repository, declared, objects)
    if match is Match.NO or not isinstance(value_at(declared.node, "spec"), Map):
        return
    path = value_at(declared.node, "spec", "path")
    place = path.places[0] if path is not None else declared.place
    text = text_at(declared.node, "spec", "path")
    # Like Flux, which joins paths so that they stay inside the repository.
    steps: list[str] = []
    for step in text.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    folder = repository.folder("/".join(steps))
    try:
        refusal = _refusal(repository, declared, match, place)
        if refusal is None:
            refusal = repository.refusal(folder, text or ".", match, place)
    except LookupError:
        return
    yield Deployment(
        folder=folder,
        name=f"Flux Kustomization {declared.name} ({repository.shown(declared.place)})",
        place=declared.place,
        source=(
            Source.KUSTOMIZATION
            if refusal is not None or repository.has_kustomization(folder)
            else Source.MANIFESTS
        ),
        refusal=refusal,
        changes=FluxChanges(
            repository,
            declared,
            partial(substitution_of, repository.inputs, repository.root, declared),
        ),
        within=declared.within,
    )


def _refusal(
    repository: Repository, declared: Declared, match: Match, place: Origin
) -> BuildError | None:
    """Why a Kustomization is not built, whatever the folder holds.

    Raises:
        LookupError: It may be from another repository.
    """
    text = text_at(declared.node, "spec", "path")
    if _VARIABLE in text or "{{" in text:
        if match is not Match.YES:
            raise LookupError(text)
        return Declined(f"the path is known only in the cluster: {text}", place)
    if "\0" in text:
        return BuildError("the path is not valid", place)
    return None


def _match(repository: Repository, declared: Declared, objects: Sequence[Declared]) -> Match:
    """Whether the source of a Kustomization is this repository."""
    source = value_at(declared.node, "spec", "sourceRef")
    if source is None:
        return Match.PERHAPS  # Another Kustomization may add it.
    if text_at(source, "kind") != _GIT:
        return Match.NO
    name = text_at(source, "name")
    namespace = text_at(source, "namespace") or declared.namespace
    matches = [
        repository.remotes.match(text_at(each.node, "spec", "url"))
        for each in objects
        if (each.kind, each.name) == (_GIT, name)
        and (not namespace or each.namespace in ("", namespace))
    ]
    if not matches:
        return Match.PERHAPS
    return next(each for each in Match if each in matches)
