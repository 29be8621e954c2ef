"""Symbolic links on the way to a file."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["leads_out_of", "link_to"]


def link_to(path: str) -> str | None:
    """The first symbolic link on the way to a file, as the path that leads to it; None without one.

    What a path has in common with the working directory is where the user is, links or not.
    """
    here, there = Path.cwd(), Path(os.path.abspath(path))  # noqa: PTH100
    shared = Path(os.path.commonpath([here, there]))
    # Of a file that lies elsewhere altogether, the folders are the system's.
    steps = [there] if shared == shared.parent else [there, *there.parents]
    for step in reversed(steps):
        if shared in step.parents and step.is_symlink() and not here.is_relative_to(step.resolve()):
            return os.path.relpath(step)
    return None


def leads_out_of(path: Path, tree: Path) -> bool:
    """Whether a path is a symbolic link to outside of a folder."""
    return path.is_symlink() and not path.resolve().is_relative_to(tree.resolve())
