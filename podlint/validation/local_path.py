"""Paths below a folder: in volumes, mounts and on the node.

Source: the checks of paths in `pkg/apis/core/validation`.
"""

from __future__ import annotations

from .error import Errors
from .path import Path

__all__ = ["has_backsteps", "refuse_backsteps", "refuse_descent", "refuse_reserved"]


def has_backsteps(path: str) -> bool:
    """Whether a part of the path is `..`."""
    return ".." in path and ".." in path.split("/")


def refuse_backsteps(errors: Errors, path: str, at: Path, shown: Path | None = None) -> None:
    """Refuse a path with a part `..`.

    Go: `validatePathNoBacksteps`.
    """
    if has_backsteps(path):
        errors.invalid(at, "must not contain '..'", shown, path)


def refuse_descent(errors: Errors, path: str, at: Path, shown: Path | None = None) -> None:
    """Refuse a path that is absolute or leads upwards.

    Go: `validateLocalDescendingPath`.
    """
    if path.startswith("/"):
        errors.invalid(at, "must be a relative path", shown, path)
    refuse_backsteps(errors, path, at, shown)


def refuse_reserved(errors: Errors, path: str, at: Path, shown: Path | None = None) -> None:
    """Refuse a path that is absolute, leads upwards or starts with two dots.

    Go: `ValidateLocalNonReservedPath`.
    """
    refuse_descent(errors, path, at, shown)
    if path.startswith("..") and not path.startswith("../"):
        errors.invalid(at, "must not start with '..'", shown, path)
