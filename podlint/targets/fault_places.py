"""The places of faults as sets of paths, because a manifest can have thousands of faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podlint.document import Path
from podlint.models import DecodeFault

__all__ = ["ErrorPlaces", "FaultPlaces", "UnknownNames"]

_MISSING = "missing-required-field"


class FaultPlaces:
    """The places of the faults that the models find."""

    def __init__(self, faults: Iterable[DecodeFault]) -> None:
        self._at: set[Path] = set()
        self._missing: set[Path] = set()
        for fault in faults:
            if fault.kind == _MISSING:
                self._missing.add(fault.at.path)
            else:
                self._at.update(_places(fault))

    def meet(self, path: Path) -> bool:
        """Whether an error at a path is about a fault, such as a missing field above it."""
        return path in self._at or not self._missing.isdisjoint(_upwards(path))


class ErrorPlaces:
    """The places of the errors that the API server finds."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._at = set(paths)
        self._within = {above for path in self._at for above in _upwards(path)}

    def meet(self, fault: DecodeFault) -> bool:
        """Whether one of the errors is about a fault."""
        if fault.kind == _MISSING:
            return fault.at.path in self._within
        return not self._at.isdisjoint(_places(fault))


class UnknownNames:
    """Unknown fields, by name."""

    def __init__(self, faults: Iterable[DecodeFault]) -> None:
        self._parents: dict[object, set[Path]] = {}
        self._within: dict[object, set[Path]] = {}
        for fault in faults:
            if fault.kind == "unknown-field":
                *parents, name = fault.at.path
                self._parents.setdefault(name, set()).add(tuple(parents))
                self._within.setdefault(name, set()).update(_upwards(tuple(parents)))

    def above_or_below(self, path: Path) -> bool:
        """Whether a field with this name is unknown at this place, above it or below it."""
        parents, name = path[:-1], path[-1]
        if parents in self._within.get(name, ()):
            return True
        return not self._parents.get(name, set()).isdisjoint(_upwards(parents))


def _places(fault: DecodeFault) -> Iterator[Path]:
    """The paths of errors about a fault; for a list item, also the path of its list."""
    path = fault.at.path
    yield path
    if path and isinstance(path[-1], int):
        yield path[:-1]


def _upwards(path: Path) -> Iterator[Path]:
    return (path[:length] for length in range(len(path), -1, -1))
