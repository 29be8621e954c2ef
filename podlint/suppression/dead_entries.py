"""Entries of the baseline that stand for more findings than there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.document import Delete, Edit, SetValue
from podlint.finding.problem import Fix, Spot
from podlint.suppression.own_file import OwnFile
from podlint.targets.judged_suppression import DeadBaselineEntry

if TYPE_CHECKING:
    from podlint.suppression.baseline import BaselineEntry

__all__ = ["dead_entry"]


def dead_entry(own: OwnFile, number: int, entry: BaselineEntry, missing: int) -> DeadBaselineEntry:
    """An entry as the target of the rule about such entries.

    Args:
        own: The baseline.
        number: The number of the entry in it.
        entry: The entry.
        missing: The number of findings that it has no longer.
    """
    assert own.document is not None
    path = ("entries", number)
    left = entry.count - missing
    edit: Edit
    if not left:
        edit, title = Delete(path), "remove the entry"
    elif left == 1:
        edit, title = Delete((*path, "count")), "remove `count`"
    else:
        edit, title = SetValue((*path, "count"), left), f"set `count` to {left}"
    return DeadBaselineEntry(
        at=Spot(own.document, own.document.span((*path, "rule"))),
        rule=entry.rule,
        object=entry.object,
        path=entry.path,
        count=entry.count,
        left=left,
        fix=Fix(title, (edit,)),
    )
