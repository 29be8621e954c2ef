"""Converts edits to operations of a JSON Patch (RFC 6902), and applies these to plain data.

An edit refers to the data before all edits, but operations are applied one after another. Their
order is such that no operation moves the target of a later one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from podlint.document.edit import (
    CommentEdit,
    DataEdit,
    Delete,
    Edit,
    EditRefused,
    Insert,
    KeepLast,
    Octal,
    Rename,
    SetValue,
    conflict,
    places_of,
)
from podlint.document.scalar import as_json
from podlint.document.span import JSON, Path
from podlint.startup.frozen import Frozen


class CannotEdit(Exception):  # noqa: N818 - not an error of podlint: it becomes an EditRefused
    """An edit cannot be made."""

    def __init__(self, reason: str, edit: Edit | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.edit = edit

    def refused(self, document: int = 0) -> EditRefused:
        """The error as a value."""
        return EditRefused(self.reason, self.edit, document)


class Operation(Frozen):
    """One operation of a JSON Patch.

    Attributes:
        op: The operation. `move` gives a key of a map another name. `keep-last`, which is not part
            of the RFC, leaves the data as they are.
        path: The path of the new or removed value; of a key that is moved, its old path.
        value: The new value.
        key: The new name of a key that is moved.
        before: The key of the same map that a new key is written above; at the end if it is None.
    """

    op: Literal["add", "replace", "remove", "move", "keep-last"]
    path: Path
    value: JSON = None
    key: str = ""
    before: str | None = None

    def json(self) -> dict[str, Any]:
        """The operation in the form of RFC 6902."""
        pointer = _pointer(self.path)
        if self.op == "remove":
            return {"op": self.op, "path": pointer}
        if self.op == "move":
            return {"op": self.op, "from": pointer, "path": _pointer((*self.path[:-1], self.key))}
        return {"op": self.op, "path": pointer, "value": self.value}

    def apply(self, data: JSON, path: Path | None = None) -> JSON:
        """Apply the operation to data; collections on its path are copied."""
        step, *rest = self.path if path is None else path
        if isinstance(data, dict):
            if rest:
                return {**data, str(step): self.apply(data[str(step)], tuple(rest))}
            return self._apply_to_entry(data, str(step))
        assert isinstance(data, list)
        index, items = int(step), list(data)
        if rest:
            items[index] = self.apply(data[index], tuple(rest))
        elif self.op == "remove":
            del items[index]
        elif self.op == "add":
            items.insert(index, self.value)
        else:
            items[index] = self.value
        return items

    def _apply_to_entry(self, data: dict[str, JSON], key: str) -> JSON:
        if self.op == "remove":
            return {name: value for name, value in data.items() if name != key}
        if self.op == "keep-last":
            return data
        if self.op == "move":
            return {self.key if name == key else name: value for name, value in data.items()}
        if self.op == "replace" or self.before not in data:
            return {**data, key: self.value}
        changed: dict[str, JSON] = {}
        for name, value in data.items():
            if name == self.before:
                changed[key] = self.value
            changed[name] = value
        return changed


class Step(NamedTuple):
    """One operation, its edit, and the data after it."""

    edit: DataEdit
    operation: Operation
    data: JSON


def steps(data: JSON, edits: Iterable[Edit]) -> Iterator[Step]:
    """The operations of edits on data, except those without effect; raises CannotEdit."""
    for edit in _ordered([each for each in edits if not isinstance(each, CommentEdit)]):
        try:
            operation = _operation(data, edit)
        except CannotEdit as cannot:
            raise CannotEdit(cannot.reason, edit) from None
        if operation is not None:
            data = operation.apply(data)
            yield Step(edit, operation, data)


def last_data(data: JSON, made: Iterable[Step]) -> JSON:
    """The data after the last step."""
    for step in made:
        data = step.data
    return data


def same(first: JSON, second: JSON) -> bool:
    """Whether two values are equal and of the same types everywhere: `1`, `1.0`, `true` differ."""
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(same(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(same, first, second))
    return _kind_of(first) is _kind_of(second) and first == second


def _kind_of(value: JSON) -> type:
    return int if isinstance(value, Octal) else type(value)


def written(path: Path) -> str:
    """A path as Kubernetes writes it: `spec.containers[0].image`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".") or "the document"


def _ordered(edits: list[DataEdit]) -> list[DataEdit]:
    """The order: values are set first, then lists change from their ends, so that indices stay
    valid.
    """
    whole: dict[Path, DataEdit] = {}
    for edit in edits:
        for path in places_of(edit) if not isinstance(edit, Insert) else ():
            _check_conflict(whole.setdefault(path, edit), edit)
    for edit in edits:
        for path in places_of(edit):
            for length in range(len(path) + isinstance(edit, Insert)):
                _check_conflict(whole.get(path[:length], edit), edit)
    values: list[DataEdit] = [edit for edit in edits if isinstance(edit, SetValue)]
    values += dict.fromkeys(edit for edit in edits if isinstance(edit, Rename | KeepLast))
    others: list[Delete | Insert] = []
    for edit in edits:
        if isinstance(edit, Insert) or (isinstance(edit, Delete) and edit not in others):
            others.append(edit)
    return [*values, *sorted(others, key=_place)[::-1]]


def _check_conflict(first: DataEdit, second: DataEdit) -> None:
    if conflict(first, second):
        raise CannotEdit(f"two edits meet at {written(second.path)}", second)


def _place(edit: Delete | Insert) -> tuple[list[tuple[int, str]], bool]:
    """The key for sorting by place; at the same item, a deletion comes after an insertion."""
    path = edit.path if isinstance(edit, Delete) else (*edit.path, edit.index)
    steps = [(step, "") if isinstance(step, int) else (0, step) for step in path]
    return steps, isinstance(edit, Delete)


def _operation(data: JSON, edit: DataEdit) -> Operation | None:
    if not edit.path and not isinstance(edit, Insert):
        raise CannotEdit("a whole document can be neither set nor deleted")
    if isinstance(edit, Rename | KeepLast):
        path = _there(data, edit.path)
        if isinstance(path[-1], int):
            raise CannotEdit(f"{written(path)} is an item, which has no key")
        return _rename(data, edit) if isinstance(edit, Rename) else Operation("keep-last", path)
    if isinstance(edit, Delete):
        return Operation("remove", _pruned(data, edit) if edit.prune else _there(data, edit.path))
    value = _plain(edit.value)
    if isinstance(edit, SetValue):
        return _set(data, edit.path, value, edit.before)
    found, length = _follow(data, edit.path)
    if length < len(edit.path) or found is None:
        if edit.index:
            raise CannotEdit(f"there is no list at {written(edit.path)}")
        return _set(data, edit.path, [value])
    if not isinstance(found, list):
        raise CannotEdit(f"{written(edit.path)} is not a list")
    if not 0 <= edit.index <= len(found):
        raise CannotEdit(f"{written(edit.path)} has only {len(found)} items")
    return Operation("add", (*edit.path, edit.index), value)


def _rename(data: JSON, edit: Rename) -> Operation | None:
    if edit.renamed == edit.path:
        return None
    if _follow(data, edit.renamed)[1] == len(edit.path):
        raise CannotEdit(f"{written(edit.renamed)} already exists")
    return Operation("move", edit.path, key=edit.key)


def _set(data: JSON, path: Path, value: JSON, before: str | None = None) -> Operation | None:
    found, length = _follow(data, path)
    if length == len(path):
        return None if same(found, value) else Operation("replace", path, value)
    step = path[length]
    if isinstance(found, list) and isinstance(step, int):
        raise _no_item(path[:length], step)
    if found is None and not length:
        raise CannotEdit("the document is empty")
    if found is not None and not (isinstance(found, dict) and isinstance(step, str)):
        raise CannotEdit(f"{written(path[:length])} is {_kind(found)}: it cannot hold {step!r}")
    made = length if found is None else length + 1
    for at in reversed(range(made, len(path))):
        above = path[at]
        if isinstance(above, int):
            raise _no_item(path[:at], above)
        value = {above: value}
    if found is None:
        return Operation("replace", path[:made], value)
    return Operation("add", path[:made], value, before=before if made == len(path) else None)


def _no_item(path: Path, index: int) -> CannotEdit:
    return CannotEdit(f"there is no item {index} at {written(path)}")


def _kind(value: JSON) -> str:
    kinds = {dict: "a map", list: "a list", str: "text", bool: "a boolean"}
    return kinds.get(type(value), "a number")


def _there(data: JSON, path: Path) -> Path:
    if _follow(data, path)[1] < len(path):
        raise CannotEdit(f"there is nothing at {written(path)}")
    return path


def _pruned(data: JSON, edit: Delete) -> Path:
    """The path of the highest map or list that has only the value to delete."""
    path = _there(data, edit.path)
    while len(path) > 1 and isinstance(path[-2], str):
        parent, _ = _follow(data, path[:-1])
        if not isinstance(parent, list | dict) or len(parent) > 1:
            break
        path = path[:-1]
    return path


def _follow(data: JSON, path: Path) -> tuple[JSON, int]:
    """The value at the longest existing prefix of a path, and the length of the prefix."""
    for length, step in enumerate(path):
        if isinstance(data, dict) and isinstance(step, str) and step in data:
            data = data[step]
            continue
        if not isinstance(data, list) or step not in range(len(data)):
            return data, length
        data = data[int(step)]
    return data, len(path)


def _plain(value: Any) -> JSON:
    """A copy of a value as it will be read back; raises CannotEdit for values that JSON does not
    have.
    """
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return as_json(value)
    raise CannotEdit(f"{value!r} cannot be written as JSON")


def _pointer(path: Path) -> str:
    return "".join(f"/{_escaped(step)}" for step in path)


def _escaped(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
