"""A folder that is deployed, and building it."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from podlint.reading.inputs import Inputs
from podlint.rendering.kustomize import Build, Declined, build
from podlint.rendering.kustomize.node import Origin
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
        folder: The folder; an absolute path inside the repository.
        name: What messages call it: ``Argo CD Application shop (apps/shop.yaml:1)``. For a
            kustomization that no GitOps object points to, its path relative to the repository.
        place: The object that says to deploy the folder. For a kustomization that no GitOps
            object points to, the beginning of its file.
        source: What the folder holds.
        refusal: Why podlint does not build it, if that is known before a build; otherwise empty.
    """

    folder: Path
    name: str
    place: Origin
    source: Source = Source.KUSTOMIZATION
    refusal: str = ""


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
    if deployment.refusal:
        raise Declined(deployment.refusal, deployment.place)
    return build(deployment.folder, inputs, root, partial)
