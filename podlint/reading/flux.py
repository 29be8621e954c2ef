"""Finds the folders in which Flux replaces `${X}` before it applies the manifests.

Source: Flux, `kustomize.toolkit.fluxcd.io/v1 Kustomization`, `spec.path` and `spec.postBuild`
(https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from podlint.document.field_path import value_at
from podlint.reading.contents import documents_holding
from podlint.reading.inputs import Inputs
from podlint.reading.path_patterns import NOTHING, PathPatterns

__all__ = ["may_substitute", "substituted_folders"]

_GROUP = "kustomize.toolkit.fluxcd.io/"
_WORD = b"postBuild"


def may_substitute(content: bytes) -> bool:
    """Whether a file may have a Flux Kustomization that substitutes variables."""
    return _WORD in content


def substituted_folders(
    inputs: Inputs, root: Path, exclude: PathPatterns = NOTHING
) -> tuple[Path, ...]:
    """The folders in which the Flux Kustomizations of a repository substitute variables.

    Args:
        inputs: The file system.
        root: The root of the repository, to which their paths are relative.
        exclude: The paths that the search of a directory skips.
    """
    documents = documents_holding(inputs, root, may_substitute, exclude)
    names = (name for document in documents for name in _paths(document.data))
    return tuple(dict.fromkeys(root / name for name in names))


def _paths(data: Any) -> Iterator[str]:
    if not isinstance(data, dict) or not str(data.get("apiVersion")).startswith(_GROUP):
        return
    build, path = value_at(data, ("spec", "postBuild")), value_at(data, ("spec", "path")) or ""
    if not isinstance(build, dict) or not isinstance(path, str):
        return
    if build.get("substitute") or build.get("substituteFrom"):
        yield path.removeprefix("./").strip("/")
