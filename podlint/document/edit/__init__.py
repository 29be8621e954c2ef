"""Edits of documents, as values: set, rename, delete and insert on paths; and their results.

Several edits are made together: every path and index refers to the document before the edits.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from podlint.document.span import JSON, Path, Span
from podlint.startup.frozen import Frozen


class Octal(int):
    """A whole number that is written in octal, as in `mode: 0644`. JSON has no octal, so there it
    is 420.

    Otherwise it is an ordinary number.
    """


class SetValue(Frozen):
    """Sets the value at a path.

    Maps on the path are created if they are absent or null. List items must exist. A new key is
    written at the end of its map, or above the key `before` if the map has that key.
    """

    path: Path
    value: JSON
    before: str | None = None


class Rename(Frozen):
    """Gives the key at a path another name, which its map must not have yet. The value, its place
    and the comments stay.
    """

    path: Path
    key: str

    @property
    def renamed(self) -> Path:
        """The path of the value after the edit."""
        return (*self.path[:-1], self.key)


class Delete(Frozen):
    """Removes the value at a path: a key with its value, or an item.

    A map or list that becomes empty is written as `{}` or `[]`. With `prune`, its key is removed as
    well, and so on upwards, but list items are never removed.
    """

    path: Path
    prune: bool = False


class Insert(Frozen):
    """Inserts an item into the list at a path, before the item with this index.

    For the end, the index is the number of items. A list that is absent or null is created (index
    0).
    """

    path: Path
    index: int
    value: JSON


class KeepLast(Frozen):
    """Removes all entries with the key at a path but the last one, which counts. The data stay the
    same.
    """

    path: Path


class SetComment(Frozen):
    """Replaces the comment at a place in the whole text, or removes it if the new text is empty. A
    line that has only the comment is removed with it. The data stay the same.

    Attributes:
        line: The 1-based line.
        column: The 1-based column of its ``#``.
        text: The new comment with its ``#``.
    """

    line: int
    column: int
    text: str


class AddComment(Frozen):
    """Adds a comment to the whole text. The data stay the same.

    Attributes:
        line: The 1-based line.
        text: The comment with its ``#``.
        above: Write it on a line of its own above that line, not at the end of it.
    """

    line: int
    text: str
    above: bool = False


DataEdit = SetValue | Rename | Delete | Insert | KeepLast
"""An edit of a value or a key."""

CommentEdit = SetComment | AddComment
"""An edit of a comment."""

Edit = DataEdit | CommentEdit


class Replacement(NamedTuple):
    """New text for a part of the old text, which may be empty."""

    span: Span
    text: str


class Edited(NamedTuple):
    """The text after the edits, and the replacements in the old text, in its order."""

    text: str
    replacements: tuple[Replacement, ...]


class EditRefused(NamedTuple):
    """Why nothing was edited, for a person to read, and the edit that is the reason."""

    reason: str
    edit: Edit | None = None
    document: int = 0
    """The number of the document in its text, from 0."""


def apply_edits(text: str, edits: Iterable[tuple[int, Edit]]) -> Edited | EditRefused:
    """Edit a text; each edit comes with the number of its document, from 0.

    The new text is read again. If the documents do not have exactly the old data with the edits
    applied, nothing is edited. Outside the edited values everything stays the same: comments,
    order, quotes, indentation and line ends. An edit is refused if it would also change another
    place, through an anchor or a merge key, if it overlaps with another edit, or if its document is
    unreadable.
    """
    from podlint.document.edit.text import edited

    return edited(text, edits)


def replacements(
    text: str, edits: Iterable[tuple[int, Edit]]
) -> tuple[Replacement, ...] | EditRefused:
    """The replacements of `apply_edits`, in the order of the text and without overlap."""
    result = apply_edits(text, edits)
    return result.replacements if isinstance(result, Edited) else result


def apply_to_data(data: JSON, edits: Iterable[Edit]) -> JSON | EditRefused:
    """Apply the edits to plain data, which is not changed; the result is new where it differs."""
    from podlint.document.edit.operation import CannotEdit, last_data, steps

    try:
        return last_data(data, steps(data, edits))
    except CannotEdit as cannot:
        return cannot.refused()


def json_patch(data: JSON, edits: Iterable[Edit]) -> list[dict[str, Any]] | EditRefused:
    """The edits as operations of a JSON Patch (RFC 6902) for this data.

    `KeepLast` and edits of comments do not change the data, and have no operation.
    """
    from podlint.document.edit.operation import CannotEdit, steps

    try:
        operations = [step.operation for step in steps(data, edits)]
    except CannotEdit as cannot:
        return cannot.refused()
    return [each.json() for each in operations if each.op != "keep-last"]


def conflict(first: Edit, second: Edit) -> bool:
    """Whether two edits of one document cannot be made together; equal edits never conflict."""
    if first == second:
        return False
    if isinstance(first, CommentEdit) and isinstance(second, CommentEdit):
        return first.line == second.line
    if isinstance(first, CommentEdit) or isinstance(second, CommentEdit):
        return False  # Whether they meet depends on the text.
    if isinstance(first, Insert) and isinstance(second, Insert):
        return False
    return any(
        (not isinstance(first, Insert) and _above(one, other))
        or (not isinstance(second, Insert) and _above(other, one))
        for one in places_of(first)
        for other in places_of(second)
    )


def places_of(edit: DataEdit) -> tuple[Path, ...]:
    """The paths whose values an edit sets, removes or, for `Insert`, adds to."""
    return (edit.path, edit.renamed) if isinstance(edit, Rename) else (edit.path,)


def _above(ancestor: Path, path: Path) -> bool:
    return path[: len(ancestor)] == ancestor
