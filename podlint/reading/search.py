"""What a set of paths means: files by unit."""

from __future__ import annotations

from pathlib import Path

from podlint.finding.report import ReadError
from podlint.reading.units import UnitRoot
from podlint.startup.frozen import Frozen

__all__ = ["Members", "Search"]


class Members(Frozen):
    """The files of one unit that are to be reported on.

    Attributes:
        root: The unit.
        paths: The files, as they were named or found.
        named: Those that were named; absolute paths.
        size: Their bytes, all together.
    """

    root: UnitRoot
    paths: tuple[Path, ...]
    size: int
    named: frozenset[Path] = frozenset()


class Search(Frozen):
    """What a set of paths means.

    Attributes:
        units: The files by unit, in order of their first.
        unread: What could not be looked at.
    """

    units: tuple[Members, ...]
    unread: tuple[ReadError, ...]

    @property
    def files(self) -> int:
        """The number of files."""
        return sum(len(each.paths) for each in self.units)
