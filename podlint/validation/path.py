"""Places in an object, and their spelling by the API server.

A place is a tuple of keys and indices. The server spells some places differently: without an index,
with an old name, or with an index that is always 0. Such a step has its spelling in addition to the
true key.
"""

from __future__ import annotations

from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]

__all__ = ["Key", "Path", "odd", "plain", "spell"]


class Key(str):
    """A key of a map such as labels or limits, which is spelled in brackets."""

    __slots__ = ()


class _OddKey(str):
    shown: str
    __slots__ = ("shown",)


class _OddIndex(int):
    shown: str


def odd(step: str | int, shown: str) -> str | int:
    """A step that the server spells `shown`, including the dot or the brackets."""
    marked = _OddKey(step) if isinstance(step, str) else _OddIndex(step)
    marked.shown = shown
    return marked


def spell(path: Path) -> str:
    """The path as the server writes it: `spec.containers[0].resources.limits[cpu]`."""
    return "".join(map(_spell, path)).removeprefix(".")


def _spell(step: str | int) -> str:
    if isinstance(step, _OddKey | _OddIndex):
        return step.shown
    if isinstance(step, int | Key):
        return f"[{step}]"
    return f".{step}"


def plain(path: Path) -> Path:
    """The path to the place in the object."""
    return tuple(str(step) if isinstance(step, str) else int(step) for step in path)
