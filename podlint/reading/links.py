"""Symbolic links on the way to a file."""

from __future__ import annotations

import os
from pathlib import Path

from podlint.reading.inputs import Inputs

__all__ = ["leads_out_of", "link_to"]


def link_to(inputs: Inputs, path: str) -> str | None:
    """The first symbolic link on the way to a file, as the path that leads to it; None without one.

    What a path has in common with the working directory is where the user is, links or not.
    """
    here, there = Path.cwd(), Path(os.path.abspath(path))  # noqa: PTH100
    shared = Path(os.path.commonpath([here, there]))
    # Of a file that lies elsewhere altogether, the folders are the system's.
    steps = [there] if shared == shared.parent else [there, *there.parents]
    for step in reversed(steps):
        if shared not in step.parents or not inputs.is_link(step):
            continue
        if not here.is_relative_to(inputs.real(step)):
            return os.path.relpath(step)
    return None


def leads_out_of(inputs: Inputs, path: Path, tree: Path) -> bool:
    """Whether a path is a symbolic link to outside of a folder."""
    return inputs.is_link(path) and not Path(inputs.real(path)).is_relative_to(inputs.real(tree))
