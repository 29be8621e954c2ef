"""Renews a baseline: for all findings, or without the entries that are no longer needed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import PurePosixPath

from podlint.startup.frozen import Frozen
from podlint.suppression.baseline import BaselineEntry, entry_of
from podlint.suppression.matching import BaselineState

__all__ = ["Pruned", "pruned", "renewed"]


class Pruned(Frozen):
    """A baseline without the entries that are no longer needed.

    Attributes:
        entries: The entries that stay; equal ones have to be joined.
        removed: The number of findings that no longer exist, and for which entries were removed.
        renamed: The number of findings whose entries now name another file of the same folder.
        moved: The number of findings whose entries now name a file in another folder.
    """

    entries: tuple[BaselineEntry, ...]
    removed: int = 0
    renamed: int = 0
    moved: int = 0


def renewed(state: BaselineState, built: BaselineState | None = None) -> tuple[BaselineEntry, ...]:
    """Entries for all findings of a run.

    Entries for files and rules that did not run stay. Reasons stay with their findings.

    Args:
        state: The earlier baseline, which may be empty, after the run.
        built: The same baseline after a run that also checks what kustomizations build, if the
            first one does not. Then no finding is new when that is turned on.
    """
    if built is None:
        return tuple(_renewed(state))
    found = _renewed(state.replace(judged=state.judged | built.judged))
    known = Counter(each.order for each in found for _ in range(each.count))
    for each in _renewed(built):
        known[each.order] -= each.count
        if known[each.order] < 0:
            found.append(_counted(each, -known[each.order]))
            known[each.order] = 0
    return tuple(found)


def _renewed(state: BaselineState) -> list[BaselineEntry]:
    baseline, by = state.baseline, state.matched.by
    stay = {
        number: 0 if number in state.judged else left for number, left in state.matched.left.items()
    }
    found: list[BaselineEntry] = []
    for number, finding in enumerate(state.findings):
        entry = by.get(number)
        if number not in state.others:
            reason = "" if entry is None else baseline.entries[entry].reason
            found.append(entry_of(finding, baseline.path_of(finding.location.path), reason))
        elif entry is not None:
            stay[entry] += 1
    found += (_counted(baseline.entries[number], count) for number, count in stay.items() if count)
    return found


def pruned(state: BaselineState, is_gone: Callable[[str], bool] | None = None) -> Pruned:
    """The entries of a baseline that are still needed, each with the file that has its findings.

    Args:
        state: The baseline after a run.
        is_gone: Whether a file, as the baseline names it, no longer exists. The entries of such a
            file also move to findings in other folders. If None, they do not.
    """
    baseline = state.baseline
    found: list[BaselineEntry] = []
    removed = renamed = moved = 0
    for number, index in state.matched.by.items():
        path = baseline.path_of(state.findings[number].location.path)
        renamed += path != baseline.entries[index].path
        found.append(_counted(baseline.entries[index], 1, path))
    free = _free(state)
    for number, left in state.matched.left.items():
        entry, rest = baseline.entries[number], left
        if left and is_gone and is_gone(entry.path):
            places = free[state.identities[number]]
            places.sort(key=lambda path: (_name(path) != _name(entry.path), path))
            taken, places[:] = places[:left], places[left:]
            found += (_counted(entry, 1, path) for path in taken)
            moved += len(taken)
            rest -= len(taken)
        if number in state.judged:
            removed += rest
        elif rest:
            found.append(_counted(entry, rest))
    return Pruned(tuple(found), removed, renamed, moved)


def _free(state: BaselineState) -> dict[str, list[str]]:
    """The files with findings that no entry stands for, as the baseline names them, by identity."""
    found: dict[str, list[str]] = defaultdict(list)
    for number, finding in enumerate(state.findings):
        if number not in state.matched.by and number not in state.others:
            found[finding.identity].append(state.baseline.path_of(finding.location.path))
    return found


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _counted(entry: BaselineEntry, count: int, path: str | None = None) -> BaselineEntry:
    return entry.model_copy(update={"count": count, "path": path or entry.path})
