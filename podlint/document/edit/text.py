"""Edits a text, one operation after another; each result is read again and verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from podlint.document.edit import DataEdit, Edit, Edited, EditRefused, Replacement, block, flow
from podlint.document.edit import scalar as scalars
from podlint.document.edit.comments import without_overlap, written_comments
from podlint.document.edit.operation import CannotEdit, Operation, Step, same, steps, written
from podlint.document.edit.pieces import Pieces
from podlint.document.edit.shared import check
from podlint.document.edit.source import Source, Splice, Unreadable
from podlint.document.json_stream import chunks, is_json, yaml_chunks
from podlint.document.load import load
from podlint.document.nodes import Child
from podlint.document.read import Reading
from podlint.document.span import JSON, Path
from podlint.document.text import Chunk, Text


class _Style(Protocol):
    """Edits in a collection of one style; `add` and `insert` need one that is not empty."""

    def replace(self, source: Source, child: Child, parent: int, value: JSON) -> list[Splice]: ...
    def add_entry(
        self, source: Source, parent: int, name: str, value: JSON, before: str | None
    ) -> list[Splice]: ...
    def insert_item(self, source: Source, parent: int, index: int, value: JSON) -> list[Splice]: ...
    def remove(self, source: Source, child: Child, parent: int) -> list[Splice]: ...


def edited(text: str, edits: Iterable[tuple[int, Edit]]) -> Edited | EditRefused:
    """The edited text; see `apply_edits`."""
    whole = Text(text)
    documents = list(chunks(whole) if is_json(text) else yaml_chunks(whole))
    expected = [reading.data for _, reading in documents]
    splices: list[Splice] = []
    for number, own in sorted(_by_document(edits).items()):
        try:
            chunk, reading = _sound(documents, number, own[0])
            made = list(steps(reading.data, own))
            if made:
                expected[number] = made[-1].data
                splices += _made(chunk, reading, made)
            splices += written_comments(whole, own)
        except CannotEdit as cannot:
            return cannot.refused(number)
    try:
        ordered = without_overlap(splices)
    except CannotEdit as cannot:
        return cannot.refused()
    return _proved(whole, documents, expected, ordered)


def _sound(
    documents: list[tuple[Chunk, Reading]], number: int, edit: Edit
) -> tuple[Chunk, Reading]:
    if not 0 <= number < len(documents):
        raise CannotEdit(f"there is no document {number}", edit)
    chunk, reading = documents[number]
    if reading.error:
        line = chunk.span(reading.error.start, reading.error.end).start_line
        message = f"the document has an error in line {line}: {reading.error.message}"
        raise CannotEdit(message, edit)
    return chunk, reading


def _by_document(edits: Iterable[tuple[int, Edit]]) -> dict[int, list[Edit]]:
    found: dict[int, list[Edit]] = {}
    for number, edit in edits:
        found.setdefault(number, []).append(edit)
    return found


def _made(chunk: Chunk, reading: Reading, made: list[Step]) -> list[Splice]:
    """The replacements of the steps in one document, in offsets of the whole text; raises
    CannotEdit.
    """
    source = Source.cut(chunk, reading)
    original, pieces = source.text, Pieces(len(source.text))
    for edit, operation, _ in made:
        reason = check(source, operation)
        if reason:
            raise CannotEdit(reason, edit)
    for edit, operation, data in made:
        try:
            # the last one first, so that the offsets of the others stay valid
            splices = sorted(_splices(source, operation), key=lambda it: it.start)[::-1]
            source = source.spliced(splices)
        except (CannotEdit, Unreadable) as fault:
            raise _cannot(edit, operation, str(fault)) from None
        if not same(source.reading.data, data):
            raise _cannot(edit, operation, "the document would read otherwise")
        for splice in splices:
            pieces.splice(splice)
    return [
        Splice(chunk.start + start, chunk.start + end, new)
        for start, end, new in pieces.replacements()
        if original[start:end] != new
    ]


def _cannot(edit: DataEdit, operation: Operation, reason: str) -> CannotEdit:
    return CannotEdit(f"{written(operation.path)} cannot be edited here: {reason}", edit)


def _splices(source: Source, operation: Operation) -> list[Splice]:
    path = operation.path
    parent = source.nodes.written(source.find(path[:-1]).value)
    style = _style(source, path[:-1])
    if operation.op == "add" and source.children(parent):
        if isinstance(path[-1], int):
            return style.insert_item(source, parent, path[-1], operation.value)
        return style.add_entry(source, parent, path[-1], operation.value, operation.before)
    if operation.op == "add":
        value: JSON = [operation.value]
        if not isinstance(path[-1], int):
            value = {path[-1]: operation.value}
        return _replace(source, path[:-1], value)
    child = source.find(path)
    if operation.op == "move":
        return _rename(source, child, operation.key, style is flow)
    if operation.op == "keep-last":
        *repeated, _ = (
            each
            for each in source.nodes.written_entries(parent)
            if str(source.nodes.values[each.key]) == path[-1]
        )
        return [splice for each in repeated for splice in style.remove(source, each, parent)]
    if operation.op == "replace":
        return style.replace(source, child, parent, operation.value)
    if len(source.children(parent)) > 1:
        return style.remove(source, child, parent)
    return _replace(source, path[:-1], [] if isinstance(path[-1], int) else {})


def _rename(source: Source, child: Child, name: str, in_flow: bool) -> list[Splice]:
    new = scalars.key(name, source.quote(child.key), in_flow)
    return [Splice(source.own(child.key), source.end(child.key), new)]


def _replace(source: Source, path: Path, value: JSON) -> list[Splice]:
    if not path:
        return flow.replace_root(source, value)
    style = _style(source, path[:-1])
    parent = source.find(path[:-1]).value
    return style.replace(source, source.find(path), parent, value)


def _style(source: Source, path: Path) -> _Style:
    """The style of the collection at a path."""
    for length in range(len(path) + 1):
        if source.is_flow(source.find(path[:length]).value):
            return flow
    return block


def _proved(
    whole: Text,
    documents: list[tuple[Chunk, Reading]],
    expected: list[JSON],
    splices: list[Splice],
) -> Edited | EditRefused:
    """The edited text, if its documents have the expected data and no new problem."""
    text, after = [], 0
    for start, end, new in splices:
        text += [whole.content[after:start], new]
        after = end
    result = "".join([*text, whole.content[after:]])
    again = load(result)
    before = [(reading, data) for (_, reading), data in zip(documents, expected, strict=True)]
    if len(again) < len(before):
        # A document of comments alone goes with its last comment.
        before = [each for each in before if each[0].error or each[0].nodes.starts]
    for document, (reading, data) in zip(again, before, strict=False):
        kind = document.error and document.error.kind
        kinds = Counter(problem.kind for problem in document.problems)
        if (
            kind != (reading.error and reading.error.kind)
            or not same(document.data, data)
            or not kinds <= Counter(problem.kind for problem in reading.problems)
        ):
            return EditRefused("the edited text would read otherwise", None, document.index)
    if len(again) != len(before):
        return EditRefused("the edited text would hold another number of documents")
    replaced = (Replacement(whole.span(start, end), new) for start, end, new in splices)
    return Edited(result, tuple(replaced))
