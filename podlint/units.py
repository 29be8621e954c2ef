"""Units: the files that are applied together, read whole as context for each other."""

from __future__ import annotations

import os
from pathlib import Path

from podlint.encoding import decoded
from podlint.file_names import CHART, CONFIGURATIONS, KUSTOMIZATIONS, PYPROJECT
from podlint.files import NOTHING, Found, PathPatterns, collect, directly_in
from podlint.frozen import Frozen
from podlint.regular_file import MOST_OF_SETTINGS, read_regular

MARKERS = (*KUSTOMIZATIONS, CHART, *CONFIGURATIONS)
"""The files that mark a unit; a ``pyproject.toml`` does if it has ``[tool.podlint]``."""


class UnitRoot(Frozen):
    """The folder that the files of a unit have in common.

    Attributes:
        folder: The nearest folder upwards that holds a kustomization, a ``Chart.yaml`` or a podlint
            configuration; else a file's own folder.
        markers: The names of the files there that mark it; empty for a file's own folder, which
            is a unit without its sub-folders.
    """

    folder: Path
    markers: tuple[str, ...] = ()


class UnitFinder:
    """Finds the unit of a file; remembers the folders it has looked at, for one run.

    Attributes:
        exclude: What no directory search finds, as in `podlint.files.collect`.
    """

    def __init__(self, exclude: PathPatterns = NOTHING) -> None:
        self.exclude = exclude
        self._markers: dict[Path, tuple[str, ...]] = {}

    def root_of(self, path: Path) -> UnitRoot:
        """The unit that a file belongs to."""
        folder = path.absolute().parent
        for each in (folder, *folder.parents):
            if markers := self._markers_in(each):
                return UnitRoot(each, markers)
        return UnitRoot(folder)

    def files_of(self, root: UnitRoot) -> Found:
        """The files of a unit, and the folders that were searched for them; absolute paths."""
        if not root.markers:
            return directly_in(root.folder, self.exclude)
        below = collect([root.folder], self.exclude)
        return below._replace(files=[path for path in below.files if self.root_of(path) == root])

    def _markers_in(self, folder: Path) -> tuple[str, ...]:
        if folder not in self._markers:
            there = _names_in(folder)
            names = [name for name in MARKERS if name in there and _is_file(folder / name)]
            if PYPROJECT in there and _configures_podlint(folder / PYPROJECT):
                names.append(PYPROJECT)
            self._markers[folder] = tuple(names)
        return self._markers[folder]


def _names_in(folder: Path) -> frozenset[str]:
    """What may be in a folder: to list it once takes less than to ask for each name."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name for entry in entries)
    except OSError:
        return frozenset((*MARKERS, PYPROJECT))


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - it never raises


def _configures_podlint(pyproject: Path) -> bool:
    if not _is_file(pyproject):
        return False
    try:
        text = decoded(read_regular(pyproject, MOST_OF_SETTINGS)).text
    except (OSError, ValueError):
        return False
    if "podlint" not in text:
        return False
    import tomllib

    try:
        tool = tomllib.loads(text).get("tool")
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return isinstance(tool, dict) and "podlint" in tool
