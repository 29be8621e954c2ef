"""The result of a search: files by unit."""

from __future__ import annotations

from pathlib import Path

from podlint.finding.report import ReadError
from podlint.reading.units import UnitRoot
from podlint.startup.frozen import Frozen

__all__ = ["Members", "Search"]


class Members(Frozen):
    """The files of one unit to report on.

    Attributes:
        root: The unit.
        paths: The files, as they were named or found.
        named: The files that the user named; absolute paths.
        size: Their total size in bytes.
        by_tool: A tool named the files, by their suffix: some have nothing to do with Kubernetes.
    """

    root: UnitRoot
    paths: tuple[Path, ...]
    size: int
    named: frozenset[Path] = frozenset()
    by_tool: bool = False


class Search(Frozen):
    """The files for a set of paths.

    Attributes:
        units: The files by unit, in the order of their first file.
        unread: The files and folders that could not be searched.
    """

    units: tuple[Members, ...]
    unread: tuple[ReadError, ...]

    @property
    def files(self) -> int:
        """The number of files."""
        return sum(len(each.paths) for each in self.units)
