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
    """

    lines: tuple[str, ...] = ()
    root: Path | None = None

    def match(self, path: Path, folder: bool = False) -> bool:
        """Whether a file or a folder matches; a path outside the root never does."""
        if not self.lines:
            return False
        root = Path.cwd() if self.root is None else self.root.absolute()
        place = Path(os.path.normpath(path.absolute()))
        if not place.is_relative_to(root):
            return False
        return _read(self.lines).ignores(place.relative_to(root).as_posix(), folder)


NOTHING = PathPatterns()


@cache
def _read(lines: tuple[str, ...]) -> IgnoreLines:
    return IgnoreLines(lines)
