"""Where the faults of an object are, as sets of paths: a manifest may have thousands of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podlint.document import Path
from podlint.models import DecodeFault

__all__ = ["ErrorPlaces", "FaultPlaces", "UnknownNames"]

_MISSING = "missing-required-field"


class FaultPlaces:
    """Where the models find faults."""

    def __init__(self, faults: Iterable[DecodeFault]) -> None:
        self._at: set[Path] = set()
        self._missing: set[Path] = set()
        for fault in faults:
            if fault.kind == _MISSING:
                self._missing.add(fault.at.path)
            else:
                self._at.update(_places(fault))

    def meet(self, path: Path) -> bool:
        """Whether an error at a path is about a fault: what is missing lacks all below it, too."""
        return path in self._at or not self._missing.isdisjoint(_upwards(path))


class ErrorPlaces:
    """Where the server finds errors."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._at = set(paths)
        self._within = {above for path in self._at for above in _upwards(path)}

    def meet(self, fault: DecodeFault) -> bool:
        """Whether one of the errors is about a fault."""
        if fault.kind == _MISSING:
            return fault.at.path in self._within
        return not self._at.isdisjoint(_places(fault))


class UnknownNames:
    """Fields that the models do not know, by their names."""

    def __init__(self, faults: Iterable[DecodeFault]) -> None:
        self._parents: dict[object, set[Path]] = {}
        self._within: dict[object, set[Path]] = {}
        for fault in faults:
            if fault.kind == "unknown-field":
                *parents, name = fault.at.path
                self._parents.setdefault(name, set()).add(tuple(parents))
                self._within.setdefault(name, set()).update(_upwards(tuple(parents)))

    def above_or_below(self, path: Path) -> bool:
        """Whether a field of this name is unknown in the same place, above it or below it."""
        parents, name = path[:-1], path[-1]
        if parents in self._within.get(name, ()):
            return True
        return not self._parents.get(name, set()).isdisjoint(_upwards(parents))


def _places(fault: DecodeFault) -> Iterator[Path]:
    """The paths of errors that are about a fault: of an item, that of its list as well."""
    path = fault.at.path
    yield path
    if path and isinstance(path[-1], int):
        yield path[:-1]


def _upwards(path: Path) -> Iterator[Path]:
    return (path[:length] for length in range(len(path), -1, -1))
