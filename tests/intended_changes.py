"""What fixes changed in the data of files, and whether they meant to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from podlint.document import Delete, Edit, Insert
from podlint.document.edit import places_of
from podlint.fix import Fixed

Path = tuple[Any, ...]


def unintended(before: list[Any], after: list[Any], result: Fixed) -> list[str]:
    """The changes in the documents of a file that no edit of its fixes is about.

    Args:
        before: The data of the documents before the fixes, as somebody reads it.
        after: The same after the fixes.
        result: The fixes.
    """
    if len(before) != len(after):
        return [f"{len(before)} documents have become {len(after)}"]
    found = []
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        edits = [
            edit
            for finding in result.fixed
            if finding.fix and finding.fix.document == number
            for edit in finding.fix.fix.edits
        ]
        found += [
            f"document {number}: {'.'.join(map(str, path)) or 'all of it'}"
            for path in _differences(old, new, (), edits)
            if not _is_meant(path, edits)
        ]
    return found


def _is_meant(path: Path, edits: list[Edit]) -> bool:
    for edit in edits:
        for place in places_of(edit):
            if path[: len(place)] == place:
                return True
            made = place[: len(path)] == path  # a map that the edit creates, or removes with it
            if made and not any(isinstance(step, int) for step in place[len(path) :]):
                return True
    return False


def _differences(old: Any, new: Any, path: Path, edits: list[Edit]) -> Iterator[Path]:
    """The paths at which two values differ, each as deep as it can be told."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            if key in old and key in new:
                yield from _differences(old[key], new[key], (*path, key), edits)
            else:
                yield (*path, key)
    elif isinstance(old, list) and isinstance(new, list):
        gone = {
            edit.path[-1] for edit in edits if isinstance(edit, Delete) and edit.path[:-1] == path
        }
        kept = [(index, item) for index, item in enumerate(old) if index not in gone]
        if any(isinstance(edit, Insert) and edit.path == path for edit in edits):
            return
        if len(kept) != len(new):
            yield path
            return
        for (index, item), other in zip(kept, new, strict=True):
            yield from _differences(item, other, (*path, index), edits)
    elif type(old) is not type(new) or old != new:
        yield path
