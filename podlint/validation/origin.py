"""Maps the places of a prepared object to those of the original object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from .error import Errors
from .path import Path

__all__ = ["Moves", "origin", "relocate", "undefaulted"]

Moves: TypeAlias = Mapping[Path, Path]
"""New places and their old places; everything below a place moves with it."""


def origin(path: Path, moves: Moves) -> Path:
    """The old place of the value at `path`; the longest moved prefix of the path decides."""
    if moves:
        for length in range(len(path), -1, -1):
            before = moves.get(path[:length])
            if before is not None:
                return (*before, *path[length:])
    return path


def relocate(errors: Errors, start: int, moves: Moves) -> None:
    """Replace the places of the errors from number `start` on by their old places."""
    errors.found[start:] = [
        error._replace(path=origin(error.path, moves)) for error in errors.found[start:]
    ]


def undefaulted(path: Path, obj: dict[str, Any]) -> Path:
    """The place of the limit from which the server made the request that an error is about."""
    *owner, which, _ = path if len(path) > 2 else ("", "", "")
    if which != "requests":
        return path
    limit = (*owner, "limits", path[-1])
    return limit if not _is_written(path, obj) and _is_written(limit, obj) else path


def _is_written(path: Path, obj: Any) -> bool:
    for step in path:
        try:
            obj = obj[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
