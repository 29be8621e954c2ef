"""Finds the deployments that may build what is in a file, such as one that is checked in as built.

Only a build tells whether a file has exactly what it yields. Here, names decide which builds come
into question: kustomize adds to the names of objects, but seldom replaces them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from podlint.document.regular_file import MOST_OF_MANIFEST
from podlint.reading.inputs import Inputs
from podlint.rendering.deployments.declared import declared_in
from podlint.rendering.deployments.deployment import Deployment
from podlint.rendering.deployments.involved import possible_files

__all__ = ["deployments_like"]

_NAME = re.compile(rb"""name["']?\s*:\s*["']?([\w.-]+)""")


def deployments_like(
    inputs: Inputs, repository: Path, deployments: Iterable[Deployment], files: Iterable[str]
) -> Iterator[Deployment]:
    """Those of some deployments that may build an object in one of some files.

    Args:
        inputs: The file system.
        repository: The root of the repository.
        deployments: The deployments.
        files: The absolute paths of the files.
    """
    built = {each.name for file in files for each in inputs.once(declared_in, Path(file), _any)}
    built.discard("")
    if not built:
        return
    for deployment in deployments:
        written = {
            name
            for file in possible_files(inputs, repository, deployment)
            for name in inputs.once(_names_in, file)
        }
        if any(part in name for part in written for name in built):
            yield deployment


def _any(group: str, kind: str) -> bool:
    return bool(kind)


def _names_in(inputs: Inputs, file: str) -> frozenset[str]:
    """All names in a file, of objects and others; none if it cannot be read."""
    try:
        content = inputs.read(Path(file), MOST_OF_MANIFEST)
    except (OSError, ValueError):
        return frozenset()
    return frozenset(name.decode() for name in _NAME.findall(content))
