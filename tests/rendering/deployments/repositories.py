"""Small repositories with objects of Argo CD and Flux, and what they deploy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rendering.kustomize.trees import POD, plant

from podlint.document import JSON
from podlint.reading.inputs import Inputs
from podlint.rendering.deployments import Deployment, built, roots
from podlint.rendering.kustomize import Build

URL = "https://git.example/team/infra.git"
SHOP = {"shop/kustomization.yaml": "resources: [pod.yaml]\n", "shop/pod.yaml": POD}


def manifest(kind: str, name: str = "shop", **spec: Any) -> str:
    """An object of Argo CD or Flux, one value on each line."""
    versions = {
        "Application": "argoproj.io/v1alpha1",
        "ApplicationSet": "argoproj.io/v1alpha1",
        "Kustomization": "kustomize.toolkit.fluxcd.io/v1",
        "GitRepository": "source.toolkit.fluxcd.io/v1",
    }
    obj = {"apiVersion": versions[kind], "kind": kind, "metadata": {"name": name}, "spec": spec}
    if kind in ("Kustomization", "GitRepository"):
        obj["metadata"] = {"name": name, "namespace": "flux-system"}
    return json.dumps(obj, indent=1) + "\n"


def application(path: str = "shop", url: str = URL, namespace: str = "", **source: Any) -> str:
    """An Application with one source."""
    spec: dict[str, Any] = {"source": {"repoURL": url, "path": path, **source}}
    if namespace:
        spec["destination"] = {"namespace": namespace}
    return manifest("Application", **spec)


def flux(path: str = "./shop", **spec: Any) -> str:
    """A Flux Kustomization."""
    source = {"kind": "GitRepository", "name": "flux-system"}
    return manifest("Kustomization", path=path, sourceRef=source, **spec)


def deployments(root: Path, files: dict[str, str]) -> tuple[Deployment, ...]:
    """The deployments of a repository."""
    plant(root, files)
    return Inputs().once(roots, root)


def only(root: Path, files: dict[str, str]) -> Deployment:
    """The only deployment of a repository."""
    (found,) = deployments(root, files)
    return found


def build(root: Path, files: dict[str, str]) -> Build:
    """What the only deployment of a repository builds."""
    return built(only(root, files), Inputs(), root)


def data(made: Build) -> JSON:
    """The only object of a build."""
    (found,) = made.resources
    return found.data


def value(made: Build, *path: str | int) -> JSON:
    """A value of the only object of a build."""
    found: Any = data(made)
    for step in path:
        found = found[step]
    return found


def writer(made: Build, *path: str | int) -> tuple[str, int]:
    """The name of the file, and the line, that wrote a value last."""
    place = made.resources[0].places[path][0]
    return Path(place.file).name, place.span.start_line


def line_of(text: str, words: str) -> int:
    """The number of the first line with some words."""
    return next(at for at, line in enumerate(text.splitlines(), 1) if words in line)
