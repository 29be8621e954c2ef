"""Finds the places on Python's search path that somebody else may have filled.

`python -m podlint` and `PYTHONPATH=:` search the working directory first. Then the author of what
is linted would decide what is imported. All other places belong to the user, wherever they are,
because not every package is in ``site-packages`` (Nix, Bazel, archives).

This module runs before other imports, so it imports only modules that Python has already loaded.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["leave_out_working_directory", "linted_trees", "place_of_others", "places_of_packs"]

_OWN = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_LIBRARY = os.path.dirname(os.path.abspath(os.__file__))
_ARCHIVE = f"python{sys.version_info[0]}{sys.version_info[1]}.zip"

Identity = tuple[int, int] | str
"""A value that is equal for two paths to the same place."""


def leave_out_working_directory() -> None:
    """Remove the working directory and relative places from `sys.path`.

    The place of podlint itself and places that the installation added stay.
    """
    relative = _relative_places()
    asked = _number_asked_for()
    sys.path[:asked] = [each for each in sys.path[:asked] if not _is_relative(each, relative)]


def places_of_packs(trees: Iterable[str]) -> list[str]:
    """The places of `sys.path` to search for packs.

    Args:
        trees: The folders of what is linted.
    """
    relative, trees = _relative_places(), tuple(trees)
    return [each for each in sys.path if not _is_of_others(each, relative, trees)]


def place_of_others(folder: str, trees: Iterable[str]) -> bool:
    """Whether a folder was found in a place of `sys.path` that must not be searched.

    A package that is installed for development may be in what is linted. The installation adds its
    place after Python's library.

    Args:
        folder: The folder of a package.
        trees: The folders of what is linted.
    """
    relative, trees, found = _relative_places(), tuple(trees), _identity(os.path.dirname(folder))
    return any(
        _identity(each) == found and _is_of_others(each, relative, trees)
        for each in sys.path[: _number_asked_for()]
    )


def linted_trees(paths: Iterable[str | os.PathLike[str]]) -> tuple[str, ...]:
    """The folders with what is linted: the repositories of the paths, if there are any."""
    return tuple({_tree(os.path.abspath(path)) for path in paths})


def _tree(path: str) -> str:
    folder = start = path if os.path.isdir(path) else os.path.dirname(path)
    while not os.path.lexists(os.path.join(folder, ".git")):
        folder, last = os.path.dirname(folder), folder
        if folder == last:
            return start
    return folder


def _number_asked_for() -> int:
    """The number of places before Python's own library: those of a variable or of ``-m``."""
    for number, place in enumerate(sys.path):
        if place == _LIBRARY or os.path.basename(place) == _ARCHIVE:
            return number
    return len(sys.path)


def _relative_places() -> set[Identity]:
    """The working directory, and the places that a variable names with relative paths.

    Python makes these absolute when it starts.
    """
    given = "" if sys.flags.ignore_environment else os.environ.get("PYTHONPATH", "")
    relative = (each for each in given.split(os.pathsep) if not os.path.isabs(each))
    return {_identity(each) for each in (os.curdir, *relative)}


def _is_of_others(place: str, relative: set[Identity], trees: Iterable[str]) -> bool:
    return (_is_relative(place, relative) or _is_inside(place, trees)) and not _is_installed(place)


def _is_relative(place: str, relative: set[Identity]) -> bool:
    if os.path.isabs(place) and _identity(place) not in relative:
        return False
    return _identity(place) != _identity(_OWN)


def _is_inside(place: str, trees: Iterable[str]) -> bool:
    """Whether a place is in one of some folders, as it is written or after links are resolved."""
    forms = {os.path.join(form, "") for form in (os.path.abspath(place), os.path.realpath(place))}
    roots = {os.path.join(form, "") for tree in trees for form in (tree, os.path.realpath(tree))}
    return any(form.startswith(root) for form in forms for root in roots)


def _is_installed(place: str) -> bool:
    """Whether podlint itself is in a place, or Python's installer puts packages there."""
    import site

    places = {_OWN, *site.getsitepackages(), site.getusersitepackages()}
    return _identity(place) in map(_identity, places)


def _identity(place: str) -> Identity:
    try:
        found = os.stat(place or os.curdir)
    except OSError:
        return os.path.normcase(os.path.abspath(place))
    return found.st_dev, found.st_ino
