"""Finds the root of the repository of a folder."""

from __future__ import annotations

from pathlib import Path

from podlint.reading.file_names import REPOSITORY
from podlint.reading.inputs import Inputs

__all__ = ["repository_root"]


def repository_root(inputs: Inputs, folder: Path) -> Path | None:
    """The nearest folder with a ``.git``, from an absolute one upwards; None if there is none."""
    above = (folder, *folder.parents)
    return next((each for each in above if inputs.exists(each / REPOSITORY)), None)
