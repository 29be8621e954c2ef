"""The path of a file from a folder, as reports write it."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["relative_name"]


def relative_name(path: str | Path, folder: str | Path) -> str:
    """The path from a folder, with slashes; the absolute path if it is on another drive.

    Args:
        path: The file, absolute or relative to the working directory.
        folder: The folder, absolute or relative to the working directory.
    """
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # Drives exist on Windows only.
        return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100 - without `..`
