"""Finds the root of the repository of a folder."""

from __future__ import annotations

from pathlib import Path

from podlint.reading.file_names import REPOSITORY
from podlint.reading.inputs import Inputs

__all__ = ["repository_root"]

_DEEPEST = 100
"""Folders above each other for which podlint asks the one above."""


def repository_root(inputs: Inputs, folder: Path) -> Path | None:
    """The nearest folder with a ``.git``, from an absolute one upwards; None if there is none."""
    if inputs.exists(folder / REPOSITORY):
        return folder
    # Asked once for each folder, this takes time in proportion to the number of folders.
    if len(folder.parts) <= _DEEPEST:
        above = folder.parent
        return None if above == folder else inputs.once(repository_root, above)
    return next((each for each in folder.parents if inputs.exists(each / REPOSITORY)), None)
