"""Where the parts of an object were before the server moved or made them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from .error import Errors
from .path import Path

__all__ = ["Moves", "origin", "relocate", "undefaulted"]

Moves: TypeAlias = Mapping[Path, Path]
"""New places and the old ones; what lies below a place moves with it."""


def origin(path: Path, moves: Moves) -> Path:
    """The old place of what is at `path`: the longest moved part of the path decides."""
    if moves:
        for length in range(len(path), -1, -1):
            before = moves.get(path[:length])
            if before is not None:
                return (*before, *path[length:])
    return path


def relocate(errors: Errors, start: int, moves: Moves) -> None:
    """Give the errors from number `start` on the old places of what they are about."""
    errors.found[start:] = [
        error._replace(path=origin(error.path, moves)) for error in errors.found[start:]
    ]


def undefaulted(path: Path, obj: dict[str, Any]) -> Path:
    """The place of the limit that an error is about where the server made a request of it."""
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
