"""Finds the installed packages that offer rules.

`importlib.metadata` could find them, but importing it takes longer than checking a small manifest.
So podlint first searches the text of the entry points, which is usually enough.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from podlint.startup.search_path import linted_trees, places_of_packs

ENTRY_POINTS = "podlint.packs"
"""The entry point group for packages of rules."""

_OWN = tuple(f"podlint{end}" for end in (".egg-info", *(f"-{digit}" for digit in range(10))))


def offered_packages(linted: Iterable[str | os.PathLike[str]] = ()) -> set[str]:
    """The rule packages of other distributions.

    Args:
        linted: The files and folders that are linted. Distributions in their repositories are
            ignored.
    """
    if not any(map(_may_offer, sys.path)):
        return set()
    from importlib.metadata import distributions

    offers: dict[str, set[str]] = {"podlint": set()}
    for distribution in distributions(path=places_of_packs(linted_trees(linted))):
        # A folder that remains after an uninstall has no name. Of two distributions with the same
        # name, Python uses the first on its search path.
        name = (distribution.name or "").lower().replace("-", "_").replace(".", "_")
        if name and name not in offers:
            entries = distribution.entry_points.select(group=ENTRY_POINTS)
            offers[name] = {entry.value for entry in entries}
    return set().union(*offers.values())


def _may_offer(place: str) -> bool:
    """Whether a place on Python's search path has packages that may offer rules."""
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
