"""Units: files that are applied together. All of them are read, as context for each other."""

from __future__ import annotations

from pathlib import Path

from podlint.document.encoding import decoded
from podlint.document.regular_file import MOST_OF_SETTINGS
from podlint.reading.file_names import (
    CHART,
    CONFIGURATIONS,
    KUSTOMIZATIONS,
    PYPROJECT,
    REPOSITORY,
)
from podlint.reading.files import Found, collect, directly_in
from podlint.reading.inputs import Inputs
from podlint.reading.links import leads_out_of
from podlint.reading.path_patterns import NOTHING, PathPatterns
from podlint.reading.repository_root import repository_root
from podlint.startup.frozen import Frozen

MARKERS = (*KUSTOMIZATIONS, CHART, *CONFIGURATIONS)
"""The files that mark a unit, in addition to a ``pyproject.toml`` with ``[tool.podlint]``."""


class UnitRoot(Frozen):
    """The common folder of the files of a unit.

    Attributes:
        folder: The nearest folder upwards with a kustomization, a ``Chart.yaml`` or a podlint
            configuration. If there is none, the file's own folder. Links to files outside of the
            repository mark nothing.
        markers: The names of the files there that mark it. Empty for a file's own folder, which is
            a unit without its sub-folders.
    """

    folder: Path
    markers: tuple[str, ...] = ()

    @property
    def kustomization(self) -> Path | None:
        """The kustomization that kustomize would read in this folder."""
        found = (self.folder / name for name in KUSTOMIZATIONS if name in self.markers)
        return next(found, None)


def root_of(inputs: Inputs, path: Path) -> UnitRoot:
    """The unit of a file."""
    return inputs.once(root_of_folder, path.absolute().parent)


def root_of_folder(inputs: Inputs, folder: Path) -> UnitRoot:
    """The unit of the files in a folder, an absolute path."""
    for each in (folder, *folder.parents):
        if markers := inputs.once(_markers_in, each):
            return UnitRoot(each, markers)
    return UnitRoot(folder)


def files_of(inputs: Inputs, root: UnitRoot, exclude: PathPatterns = NOTHING) -> Found:
    """The files of a unit; absolute paths.

    Args:
        inputs: The file system.
        root: The unit.
        exclude: The paths that the search of a directory skips, as for
            `podlint.reading.files.collect`.
    """
    if not root.markers:
        return directly_in(inputs, root.folder, exclude)
    below = collect(inputs, [root.folder], exclude)
    return below._replace(files=[path for path in below.files if root_of(inputs, path) == root])


def below_kustomization(inputs: Inputs, folder: Path) -> bool:
    """Whether a folder or one above it, up to the root of the repository, has a kustomization.

    Other files belong to no kustomization, because kustomize reads no file outside its folder.
    """
    for each in (folder, *folder.parents):
        if not {*KUSTOMIZATIONS}.isdisjoint(inputs.once(_markers_in, each)):
            return True
        if inputs.exists(each / REPOSITORY):
            return False
    return False


def _markers_in(inputs: Inputs, folder: Path) -> tuple[str, ...]:
    there = inputs.among(folder, (*MARKERS, PYPROJECT))
    names = tuple(name for name in there if not _leads_out(inputs, folder / name))
    if PYPROJECT in names and not _configures_podlint(inputs, folder / PYPROJECT):
        return names[:-1]
    return names


def _leads_out(inputs: Inputs, marker: Path) -> bool:
    """Whether a file is a link out of the repository, or out of its folder if there is none."""
    if not inputs.is_link(marker):
        return False
    return leads_out_of(inputs, marker, repository_root(inputs, marker.parent) or marker.parent)


def _configures_podlint(inputs: Inputs, pyproject: Path) -> bool:
    try:
        text = decoded(inputs.read(pyproject, MOST_OF_SETTINGS)).text
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
