"""A repository, as those see it who look for its deployments."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from podlint.reading.inputs import Inputs
from podlint.rendering.deployments.repository_urls import Match, Remotes
from podlint.rendering.kustomize.loading.loader import FILE_NAMES
from podlint.rendering.kustomize.nodes.errors import BuildError
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.startup.frozen import Frozen

__all__ = ["Repository", "nothing_excluded"]


def nothing_excluded(path: Path) -> bool:
    """Excludes no path."""
    return False


class Repository(Frozen, eq=False):
    """A repository.

    Attributes:
        inputs: The file system.
        root: Its root.
        remotes: Its git remotes.
        excluded: Whether an absolute path is left out.
    """

    inputs: Inputs
    root: Path
    remotes: Remotes
    excluded: Callable[[Path], bool]

    def folder(self, path: str) -> Path:
        """The folder at a path relative to the root, which may lead out of it."""
        return Path(os.path.normpath(self.root / path))

    def is_inside(self, folder: Path) -> bool:
        """Whether a folder lies in the repository, links resolved."""
        return Path(self.inputs.real(folder)).is_relative_to(self.inputs.real(self.root))

    def is_folder(self, folder: Path) -> bool:
        """Whether there is a folder at a path."""
        try:
            return self.inputs.is_folder(folder)
        except (OSError, ValueError):
            return False

    def has_kustomization(self, folder: Path) -> bool:
        """Whether a folder has a kustomization."""
        return bool(self.inputs.among(folder, FILE_NAMES))

    def shown(self, place: Origin) -> str:
        """A place for messages: the path from the root, and the line."""
        path = Path(place.file)
        if path.is_relative_to(self.root):
            path = path.relative_to(self.root)
        return f"{path.as_posix()}:{place.span.start_line}"

    def refusal(self, folder: Path, path: str, match: Match, place: Origin) -> BuildError | None:
        """Why a folder cannot be built that an object points to; None if it can be.

        Args:
            folder: The folder.
            path: How the object writes it.
            match: Whether the object means this repository.
            place: Where it is written.

        Raises:
            LookupError: The object means another repository.
        """
        is_inside = self.is_inside(folder)
        if is_inside and self.is_folder(folder):
            return None
        if match is not Match.YES:
            raise LookupError(path)
        if not is_inside:
            return BuildError(f"{path} is outside the repository", place)
        return BuildError(f"there is no folder {path} in the repository", place)
