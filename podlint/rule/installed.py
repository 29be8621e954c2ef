"""Which installed packages offer rules.

`importlib.metadata` answers this, but to load it takes longer than to check a small manifest: it
comes with readers of mail, archives and tables. So the entry points are looked through as text
first, and most often that is all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

ENTRY_POINTS = "podlint.packs"
"""The entry point group under which installed packages offer their rules."""

_OWN = tuple(f"podlint{end}" for end in (".egg-info", *(f"-{digit}" for digit in range(10))))


def offered_packages() -> set[str]:
    """The packages that other distributions than podlint's own offer as packs of rules."""
    if not any(map(_may_offer, sys.path)):
        return set()
    from importlib.metadata import entry_points

    return {entry.value for entry in entry_points(group=ENTRY_POINTS)}


def _may_offer(place: str) -> bool:
    """Whether a place of Python's search path holds packages that may offer rules."""
    try:
        with os.scandir(place or ".") as entries:
            return any(map(_mentions_packs, _distributions(entries)))
    except NotADirectoryError:
        return True  # An archive.
    except OSError:
        return False


def _distributions(entries: Iterable[os.DirEntry[str]]) -> Iterable[os.DirEntry[str]]:
    for entry in entries:
        name = entry.name
        if name.endswith((".dist-info", ".egg-info", ".egg")) and not name.startswith(_OWN):
            yield entry


def _mentions_packs(distribution: os.DirEntry[str]) -> bool:
    if distribution.name.endswith(".egg"):
        return True
    try:
        with open(f"{distribution.path}/entry_points.txt", encoding="utf-8") as file:  # noqa: PTH123
            return ENTRY_POINTS in file.read()
    except (OSError, UnicodeDecodeError):
        return False
