"""Edits of comments, which change no data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from podlint.document.edit import AddComment, Edit, SetComment
from podlint.document.edit.operation import CannotEdit
from podlint.document.edit.source import Splice
from podlint.document.text import Text

__all__ = ["without_overlap", "written_comments"]

_GAP = "  "
"""The space between a value and the comment after it, as yamllint asks for by default."""


def written_comments(whole: Text, edits: Iterable[Edit]) -> Iterator[Splice]:
    """The replacements in a whole text that make the edits of comments among some edits.

    Raises:
        CannotEdit: There is no comment at the place of a `SetComment`.
    """
    for edit in edits:
        if isinstance(edit, SetComment):
            yield _set(whole, edit)
        elif isinstance(edit, AddComment):
            yield _added(whole, edit)


def _set(whole: Text, edit: SetComment) -> Splice:
    line = whole.line(edit.line)
    before = line[: edit.column - 1]
    if line[edit.column - 1 : edit.column] != "#":
        raise CannotEdit(f"there is no comment in line {edit.line}, column {edit.column}", edit)
    start = whole.offset(edit.line)
    if edit.text:
        return Splice(start + len(before), start + len(line), edit.text)
    if before.strip():
        return Splice(start + len(before.rstrip()), start + len(line), "")
    return Splice(start, whole.offset(edit.line + 1), "")


def _added(whole: Text, edit: AddComment) -> Splice:
    line, start = whole.line(edit.line), whole.offset(edit.line)
    if edit.above:
        indentation = line[: len(line) - len(line.lstrip())]
        return Splice(start, start, f"{indentation}{edit.text}{whole.line_break}")
    return Splice(start + len(line.rstrip()), start + len(line), _GAP + edit.text)


def without_overlap(splices: Iterable[Splice]) -> list[Splice]:
    """Replacements in the order of the text.

    Raises:
        CannotEdit: Two of them overlap.
    """
    found = sorted(dict.fromkeys(splices))
    for first, second in pairwise(found):
        if second.start < first.end or second.start == first.start:
            raise CannotEdit("a comment is on lines that another edit changes")
    return found
