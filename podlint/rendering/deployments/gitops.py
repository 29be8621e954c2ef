"""What the objects of Argo CD and Flux deploy, whatever their kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from podlint.rendering.deployments.argo_cd.application_sets import applications_of
from podlint.rendering.deployments.argo_cd.applications import Application, application_deployments
from podlint.rendering.deployments.declared import Declared
from podlint.rendering.deployments.deployment import Deployment
from podlint.rendering.deployments.flux.flux_kustomizations import flux_deployments
from podlint.rendering.deployments.repository import Repository
from podlint.rendering.kustomize.nodes.errors import BuildError

__all__ = ["deployed_by"]


def deployed_by(
    repository: Repository, wanted: Iterable[Declared], objects: Sequence[Declared]
) -> Iterator[Deployment]:
    """What objects deploy.

    Args:
        repository: The repository.
        wanted: The objects.
        objects: All objects of the repository, which they may refer to.
    """
    for each in wanted:
        if each.kind == "Kustomization":
            yield from flux_deployments(repository, each, objects)
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
