"""Patterns of paths, in ``.gitignore`` form."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from podlint.reading.gitignore import IgnoreLines
from podlint.startup.frozen import Frozen

__all__ = ["NOTHING", "PathPatterns"]


class PathPatterns(Frozen):
    """Patterns in ``.gitignore`` form.

    Attributes:
        lines: The patterns.
        root: The folder to which they are relative; the working directory if None.
        also: Other patterns, relative to other folders; a path may match any of them.
        only: Patterns for the files that a search finds, if the suffix of a manifest does not
            decide.
    """

    lines: tuple[str, ...] = ()
    root: Path | None = None
    also: tuple[PathPatterns, ...] = ()
    only: PathPatterns | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no path matches."""
        return not self.lines and not self.also

    def match(self, path: Path, folder: bool = False) -> bool:
        """Whether a file or a folder matches; a path outside the root never does."""
        if self.is_empty:
            return False
        return self._match(path, folder) or any(each.match(path, folder) for each in self.also)

    def _match(self, path: Path, folder: bool) -> bool:
        root = Path.cwd() if self.root is None else self.root.absolute()
        place = Path(os.path.normpath(path.absolute()))
        if not place.is_relative_to(root):
            return False
        return _read(self.lines).ignores(place.relative_to(root).as_posix(), folder)

    def finds(self, path: Path, is_manifest: bool) -> bool:
        """Whether a search finds a file, apart from what `match` leaves out.

        Args:
            path: The file.
            is_manifest: It has the suffix of a manifest.
        """
        return self.only.match(path) if self.only else is_manifest


NOTHING = PathPatterns()


@cache
def _read(lines: tuple[str, ...]) -> IgnoreLines:
    return IgnoreLines(lines)
