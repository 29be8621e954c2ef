"""Finds symbolic links in paths."""

from __future__ import annotations

import os
from pathlib import Path

from podlint.reading.inputs import Inputs
from podlint.reading.relative_name import relative_name

__all__ = ["leads_out_of", "link_to"]


def link_to(inputs: Inputs, path: str) -> str | None:
    """The first symbolic link in a path, as the path to it; None if there is none.

    The part of the path that the working directory has too is not searched.
    """
    here, there = Path.cwd(), Path(os.path.abspath(path))  # noqa: PTH100
    if here.drive != there.drive:  # Drives exist on Windows only.
        return None
    shared = Path(os.path.commonpath([here, there]))
    # The folders of a file outside the working directory belong to the system.
    steps = [there] if shared == shared.parent else [there, *there.parents]
    for step in reversed(steps):
        if shared not in step.parents or not inputs.is_link(step):
            continue
        if not here.is_relative_to(inputs.real(step)):
            return relative_name(step, here)
    return None


def leads_out_of(inputs: Inputs, path: Path, tree: Path) -> bool:
    """Whether a path is a symbolic link to a place outside a folder."""
    return inputs.is_link(path) and not Path(inputs.real(path)).is_relative_to(inputs.real(tree))
