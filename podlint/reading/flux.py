"""The folders in which Flux replaces `${X}` before it applies what lies there.

Source: Flux, `kustomize.toolkit.fluxcd.io/v1 Kustomization`, `spec.path` and `spec.postBuild`
(https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from podlint.document import load
from podlint.document.encoding import UndecodableError, decoded
from podlint.document.regular_file import MOST_OF_MANIFEST
from podlint.reading.files import collect
from podlint.reading.inputs import Inputs
from podlint.reading.path_patterns import NOTHING, PathPatterns

__all__ = ["substituted_folders"]

_GROUP = "kustomize.toolkit.fluxcd.io/"
_WORD = b"postBuild"


def substituted_folders(
    inputs: Inputs, root: Path, exclude: PathPatterns = NOTHING
) -> tuple[Path, ...]:
    """The folders that Flux Kustomizations of a repository substitute variables in.

    Args:
        inputs: The file system.
        root: The root of the repository, which their paths are relative to.
        exclude: What no directory search finds.
    """
    found: dict[Path, None] = {}
    for path in collect(inputs, [root], exclude).files:
        try:
            if not inputs.holds(path, _WORD):
                continue
            text = decoded(inputs.read(path, MOST_OF_MANIFEST)).text
        except (OSError, ValueError, UndecodableError):
            continue
        for document in load(text):
            found.update((root / name, None) for name in _paths(document.data))
    return tuple(found)


def _paths(data: Any) -> Iterator[str]:
    if not isinstance(data, dict) or not str(data.get("apiVersion")).startswith(_GROUP):
        return
    spec = data.get("spec")
    build = spec.get("postBuild") if isinstance(spec, dict) else None
    if isinstance(build, dict) and (build.get("substitute") or build.get("substituteFrom")):
        path = spec.get("path", "") if isinstance(spec, dict) else ""
        if isinstance(path, str):
            yield path.removeprefix("./").strip("/")
