"""Fixes of suppressions: they remove names or the whole suppression, or correct names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from podlint.document import Delete, Edit, Place, SetComment, SetValue
from podlint.document.field_path import value_at
from podlint.finding.problem import Fix, Spot
from podlint.suppression.annotations import entries_of, read_annotation
from podlint.suppression.comments import with_rules
from podlint.suppression.written import Written

__all__ = ["changed", "withdrawn"]

Change = Callable[[str], str | None]
"""From the text of a name, as it is written, to its new text; None removes the name."""


def changed(written: Written, title: str, change: Change, *, safe: bool) -> Fix | None:
    """The fix that changes or removes names in a suppression.

    Args:
        written: The suppression.
        title: What the fix does.
        change: The new text of each name. Names that cannot be read are not passed, and stay.
        safe: As in `Fix`.

    Returns:
        The fix. None if it would change nothing, or if podlint cannot edit the file.
    """
    known = dict.fromkeys(term.text for term in written.terms)
    names = [*known, *(each.text for each in written.malformed)]
    new = [change(name) if name in known else name for name in names]
    if new == names:
        return None
    kept = [name for name in new if name is not None]
    if not kept:
        return _fix(written, title, _removal(written), safe)
    if written.subject is not None:
        return _fix(written, title, _of_entry(written, kept), safe)
    if isinstance(written.at, Spot):
        line, column, _, end = written.at.span
        text = written.at.document.source_line(line)[column - 1 : end - 1]
        return _fix(written, title, (SetComment(line, column, with_rules(text, kept)),), safe)
    return _fix(written, title, (_of_annotation(written.at, change),), safe)


def withdrawn(written: Written, title: str) -> Fix | None:
    """The unsafe fix that removes a whole suppression; None if podlint cannot edit the file."""
    return _fix(written, title, _removal(written), safe=False)


def _fix(written: Written, title: str, edits: Sequence[Edit], safe: bool) -> Fix | None:
    if not edits or not written.at.document.located:
        return None
    return Fix(title, tuple(edits), safe)


def _removal(written: Written) -> Sequence[Edit]:
    if written.subject is not None:
        return (Delete(written.entry),) if written.entry is not None else ()
    if isinstance(written.at, Spot):
        span = written.at.span
        return (SetComment(span.start_line, span.start_column, ""),)
    return (Delete(written.at.path, prune=True),)


def _of_entry(written: Written, names: list[str]) -> Sequence[Edit]:
    if written.entry is None:
        return ()
    path = (*written.entry, "rule")
    is_list = isinstance(value_at(written.at.document.data, path), list)
    return (SetValue(path, [*names] if is_list else names[0]),)


def _of_annotation(at: Place, change: Change) -> Edit:
    entries = []
    for entry in entries_of(value_at(at.document.data, at.path)):
        terms, _ = read_annotation(entry)
        text = terms[0].text if terms else None
        new = change(text) if text is not None else entry
        if text is not None and new is not None:
            new = f"{new}{entry[len(text) :]}"
        if new is not None:
            entries.append(new)
    return SetValue(at.path, "; ".join(entries))
