"""A folder that is deployed, and building it."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from podlint.reading.inputs import Inputs
from podlint.rendering.deployments.argo_cd.directories import Directory
from podlint.rendering.kustomize import Build, BuildError, build
from podlint.rendering.kustomize.build import NO_CHANGES, Changes
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.startup.frozen import Frozen

__all__ = ["Deployment", "Source", "built"]


class Source(Enum):
    """What a folder holds that is deployed."""

    KUSTOMIZATION = "kustomization"
    """A kustomization."""
    MANIFESTS = "manifests"
    """Manifests, which are applied as they are; there is no kustomization."""


class Deployment(Frozen):
    """A folder that is deployed.

    Attributes:
        folder: The folder; an absolute path. It exists inside the repository unless there is a
            refusal.
        name: What messages call it: ``Argo CD Application shop (apps/shop.yaml:1)``. For a
            kustomization that no GitOps object points to, its path relative to the repository.
        place: The object that says to deploy the folder. For a kustomization that no GitOps
            object points to, the beginning of its file.
        source: What the folder holds.
        refusal: Why it cannot be built, with the place, if that is known before a build: a
            `Declined` if podlint does not support it, another `BuildError` if the tool would not
            build it either.
        changes: What the object changes in the build.
        within: The files of the objects that deploy the object.
    """

    folder: Path
    name: str
    place: Origin
    source: Source = Source.KUSTOMIZATION
    refusal: BuildError | None = None
    changes: Changes = NO_CHANGES
    within: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is a kustomization that no GitOps object points to."""
        return self.changes is NO_CHANGES and self.refusal is None


def built(deployment: Deployment, inputs: Inputs, root: Path, partial: bool = False) -> Build:
    """Build a deployment.

    Args:
        deployment: The deployment.
        inputs: The file system.
        root: The repository. Nothing outside it is read.
        partial: As for `build`.

    Raises:
        BuildError: The tool that deploys it would not build it.
        Declined: podlint does not support something that it uses.
    """
    if (refusal := deployment.refusal) is not None:
        raise type(refusal)(refusal.message, refusal.origin)
    if isinstance(deployment.changes, Directory):
        return deployment.changes.build(deployment.folder)
    return build(deployment.folder, inputs, root, deployment.changes, partial)
