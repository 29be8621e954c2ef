"""Edits of documents: set, delete and insert on paths, as values, and what comes of them.

Several edits are made together: every path and index means the document as it was before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from podlint.document.span import JSON, Path, Span
from podlint.startup.frozen import Frozen


class Octal(int):
    """A whole number that is written in octal, as in `mode: 0644`; in JSON, which has none, as 420.

    Otherwise it is the number itself.
    """


class SetValue(Frozen):
    """Gives a path a value; absent or null maps on the way are made, an item must be there."""

    path: Path
    value: JSON


class Delete(Frozen):
    """Removes what is at a path: a key with its value, or an item.

    A map or list that this leaves empty is written `{}` or `[]`; with `prune` its key goes too, and
    so on upwards, but never an item of a list.
    """

    path: Path
    prune: bool = False


class Insert(Frozen):
    """Puts an item into the list at a path, before the item that has this index now.

    The number of items is the index for the end. An absent or null list is made (index 0).
    """

    path: Path
    index: int
    value: JSON


Edit = SetValue | Delete | Insert


class Replacement(NamedTuple):
    """New text for a stretch of the text as it was before; the stretch may be empty."""

    span: Span
    text: str


class Edited(NamedTuple):
    """The text after the edits, and how it came from the text before, in the text's order."""

    text: str
    replacements: tuple[Replacement, ...]


class EditRefused(NamedTuple):
    """Why nothing was edited: for a person to read, and the edit that it is about."""

    reason: str
    edit: Edit | None = None
    document: int = 0
    """The number of the document in its text, from 0."""


def apply_edits(text: str, edits: Iterable[tuple[int, Edit]]) -> Edited | EditRefused:
    """Edits a text; each edit comes with the number of its document, from 0.

    The new text is read again: every document must then hold its old data with the edits applied,
    or nothing is edited. Outside the edited values everything stays as it was: comments, order,
    quotes, indentation, line ends. Refused are edits that would also change another place, through
    an anchor or a merge key, that meet other edits, or whose document cannot be read.
    """
    from podlint.document.edit.text import edited

    return edited(text, edits)


def replacements(
    text: str, edits: Iterable[tuple[int, Edit]]
) -> tuple[Replacement, ...] | EditRefused:
    """What `apply_edits` would replace: in the order of the text, without overlap."""
    result = apply_edits(text, edits)
    return result.replacements if isinstance(result, Edited) else result


def apply_to_data(data: JSON, edits: Iterable[Edit]) -> JSON | EditRefused:
    """The same edits on plain data, which is left as it was: the result is new where it differs."""
    from podlint.document.edit.operation import CannotEdit, last_data, steps

    try:
        return last_data(data, steps(data, edits))
    except CannotEdit as cannot:
        return cannot.refused()


def json_patch(data: JSON, edits: Iterable[Edit]) -> list[dict[str, Any]] | EditRefused:
    """The same edits as the operations of a JSON Patch (RFC 6902) for this data."""
    from podlint.document.edit.operation import CannotEdit, steps

    try:
        return [step.operation.json() for step in steps(data, edits)]
    except CannotEdit as cannot:
        return cannot.refused()


def conflict(first: Edit, second: Edit) -> bool:
    """Whether two edits of one document cannot be made together; equal ones never conflict."""
    if first == second:
        return False
    if isinstance(first, Insert) and isinstance(second, Insert):
        return False
    if isinstance(first, Insert):
        return _above(second.path, first.path)
    if isinstance(second, Insert):
        return _above(first.path, second.path)
    return _above(first.path, second.path) or _above(second.path, first.path)


def _above(ancestor: Path, path: Path) -> bool:
    return path[: len(ancestor)] == ancestor
