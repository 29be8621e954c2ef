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
        only: Patterns for the files that a search finds, of the ones that do not match `lines`. If
            empty, these are the files with the suffix of a manifest.
    """

    lines: tuple[str, ...] = ()
    root: Path | None = None
    only: tuple[str, ...] = ()

    def match(self, path: Path, folder: bool = False) -> bool:
        """Whether a file or a folder matches; a path outside the root never does."""
        return self._match(self.lines, path, folder)

    def finds(self, path: Path, is_manifest: bool) -> bool:
        """Whether a search finds a file, apart from what `match` leaves out.

        Args:
            path: The file.
            is_manifest: It has the suffix of a manifest.
        """
        return self._match(self.only, path, False) if self.only else is_manifest

    def _match(self, lines: tuple[str, ...], path: Path, folder: bool) -> bool:
        if not lines:
            return False
        root = Path.cwd() if self.root is None else self.root.absolute()
        place = Path(os.path.normpath(path.absolute()))
        if not place.is_relative_to(root):
            return False
        return _read(lines).ignores(place.relative_to(root).as_posix(), folder)


NOTHING = PathPatterns()


@cache
def _read(lines: tuple[str, ...]) -> IgnoreLines:
    return IgnoreLines(lines)
