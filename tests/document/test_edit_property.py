"""Edits of random documents: the text, the data and the JSON Patch say the same."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from podlint.document import (
    Delete,
    Edited,
    EditRefused,
    Insert,
    KeepLast,
    Rename,
    SetValue,
    apply_edits,
    apply_to_data,
    json_patch,
    load,
)

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = ["a", "b c", "8080", "yes", "n", "nginx:1.2", "x: y", "# no", "", " lead", "it's", 'q"q']
WORDS += ["-", "- a", "[x", "a,b", "{}", "null", "1e3", "0644", "é", "two\nlines\n", "a\nb", "\n"]
WORDS += ["tab\tbed", "*x", "&x", "%", "@", "---", "...", "a #b", "a:", "http://x/y?z#w", "\x85"]
KEYS = ["a", "b", "name", "app.io/x", "on", "1", "x y", "k:", "é"]
SCALARS = st.one_of(
    st.sampled_from(WORDS),
    st.booleans(),
    st.none(),
    st.integers(-5, 70000),
    st.sampled_from([0.5, 1.5e-7, -2.25]),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=8,
)
ROOTS = st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1, max_size=4)


class Writer:
    """Writes data as YAML in styles that are drawn: flow or block, quotes, comments, blank lines."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.step = draw(st.integers(1, 4))
        self.list_step = draw(st.integers(0, 2))
        self.gap = draw(st.integers(1, 3))
        self.remarks = 0

    def document(self, data: Any) -> str:
        return "".join(self.block(data, 0))

    def chance(self, share: int = 5) -> bool:
        return self.draw(st.integers(0, share)) == share

    def remark(self) -> str:
        self.remarks += 1
        return f"# {self.remarks}"

    def above(self, column: int) -> list[str]:
        if not self.chance():
            return []
        blank = self.draw(st.sampled_from(["", "", "\n"]))
        return [blank, " " * column + self.remark() + "\n"]

    def end(self) -> str:
        return (f" {self.remark()}" if self.chance() else "") + "\n"

    def key(self, name: str) -> str:
        return name if name in ("a", "b", "name", "x y", "é") else json.dumps(name)

    def scalar(self, value: Any, flow: bool = False) -> str:
        if not isinstance(value, str):
            return json.dumps(value)
        plain = value in ("a", "b c", "é", "nginx:1.2", "it's") and not (flow and ":" in value)
        single = value.isprintable() and "\\" not in value
        style = self.draw(st.sampled_from(["plain", "single", "double"]))
        if style == "plain" and plain:
            return value
        if style == "single" and single:
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value)

    def flow(self, value: Any) -> str:
        blank = self.draw(st.sampled_from(["", " "]))
        if isinstance(value, dict):
            parts = [f"{self.key(name)}: {self.flow(item)}" for name, item in value.items()]
            return "{" + blank + ", ".join(parts) + blank + "}"
        if isinstance(value, list):
            return "[" + blank + ", ".join(map(self.flow, value)) + blank + "]"
        return self.scalar(value, flow=True)

    def inline(self, value: Any, column: int) -> list[str]:
        """A value behind a colon or a dash, and the lines below it."""
        if value is None and self.chance(2):
            return [self.end()]
        if value == "two\nlines\n" and self.chance(1):
            pad = " " * (column + 1)
            return [" |" + self.end(), f"{pad}two\n", f"{pad}lines\n"]
        if isinstance(value, dict | list):
            return [f" {self.flow(value)}{self.end()}"]
        return [f" {self.scalar(value)}{self.end()}"]

    def block(self, data: Any, column: int) -> list[str]:
        lines: list[str] = []
        pad = " " * column
        if isinstance(data, dict):
            for name, value in data.items():
                lines += [*self.above(column), f"{pad}{self.key(name)}:"]
                if value and isinstance(value, dict | list) and not self.chance(4):
                    deeper = self.step if isinstance(value, dict) else self.list_step
                    lines += [self.end(), *self.block(value, column + deeper)]
                else:
                    lines += self.inline(value, column)
        else:
            for item in data:
                lines += [*self.above(column), f"{pad}-"]
                if item and isinstance(item, dict | list) and not self.chance(4):
                    text = column + 1 + self.gap
                    inner = self.block(item, text)
                    lines += (
                        ["\n", *inner]
                        if "#" in inner[0] + inner[1]
                        else [" " * self.gap + "".join(inner)[text:]]
                    )
                else:
                    lines += self.inline(item, column)
        return lines


@st.composite
def texts(draw: st.DrawFn) -> str:
    data = draw(ROOTS)
    style = draw(st.sampled_from(["yaml", "yaml", "yaml", "compact", "pretty"]))
    if style == "compact":
        text = json.dumps(data, separators=(",", ":"))
    elif style == "pretty":
        text = json.dumps(data, indent=draw(st.integers(1, 4)), ensure_ascii=False) + "\n"
    else:
        text = Writer(draw).document(data)
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    if draw(st.integers(0, 3)) == 0:
        text = text.replace("\n", "\r\n")
    return text


def paths(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    entries: Any = ()
    if isinstance(data, dict):
        entries = data.items()
    elif isinstance(data, list):
        entries = enumerate(data)
    return [path, *(below for step, value in entries for below in paths(value, (*path, step)))]


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


@st.composite
def an_edit(draw: st.DrawFn, data: Any) -> Any:
    path = draw(st.sampled_from(paths(data)))
    found = at(data, path)
    kinds = ["set", "delete", "prune"] if path else []
    if path and isinstance(path[-1], str):
        kinds += ["rename", "keep last"]
    if isinstance(found, dict) or (found is None and path):
        kinds += ["new", "new list"]
    if isinstance(found, list):
        kinds.append("insert")
    kind = draw(st.sampled_from(kinds))
    if kind in ("delete", "prune"):
        return Delete(path, kind == "prune")
    if kind == "rename":
        return Rename(path, draw(st.sampled_from(["renamed", "yes", *KEYS])))
    if kind == "keep last":
        return KeepLast(path)
    if kind == "insert":
        return Insert(path, draw(st.integers(0, len(found))), draw(VALUES))
    if kind == "new list":
        return Insert((*path, "new"), 0, draw(VALUES))
    below = draw(st.sampled_from([("new",), ("new", "yes"), ("other",)])) if kind == "new" else ()
    before = draw(st.none() | st.sampled_from(list(found))) if kind == "new" and found else None
    return SetValue((*path, *below), draw(VALUES), before)


@st.composite
def cases(draw: st.DrawFn, most: int = 4) -> tuple[str, Any, list[Any]]:
    text = draw(texts())
    (document,) = load(text)
    assert document.error is None, document.error
    edits: list[Any] = []
    for _ in range(draw(st.integers(1, most))):
        edit = draw(an_edit(document.data))
        expected = apply_to_data(document.data, [*edits, edit])
        if expected and not isinstance(expected, EditRefused):
            edits.append(edit)
    return text, document.data, edits


def patched(data: Any, patch: list[dict[str, Any]]) -> Any:
    """RFC 6902, by the letter and for no use but this."""
    data = deepcopy(data)
    for operation in patch:
        *above, last = [
            step.replace("~1", "/").replace("~0", "~")
            for step in operation["path"].removeprefix("/").split("/")
        ]
        target = data
        for step in above:
            target = target[int(step)] if isinstance(target, list) else target[step]
        key: Any = int(last) if isinstance(target, list) else last
        if operation["op"] == "move":
            *_, old = operation["from"].replace("~1", "\0").replace("~0", "~").split("/")
            target[key] = target.pop(old.replace("\0", "/"))
            continue
        if operation["op"] != "add":
            target[key]  # must be there
        if operation["op"] == "remove":
            del target[key]
        elif operation["op"] == "add" and isinstance(target, list):
            assert key <= len(target)
            target.insert(key, operation["value"])
        else:
            target[key] = operation["value"]
    return data


def replaced(text: str, result: Edited) -> str:
    """The replacements by line and column, as an editor would make them."""
    lines = text.replace("\r\n", "\0\n").split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for (line, column, end_line, end_column), new in reversed(
        [(it.span, it.text) for it in result.replacements]
    ):
        start, end = starts[line - 1] + column - 1, starts[end_line - 1] + end_column - 1
        text = text[:start] + new + text[end:]
    return text


def edited(text: str, data: Any, edits: list[Any]) -> Edited:
    """The edited text; a case is given up where no text could say what is wanted."""
    result = apply_edits(text, [(0, edit) for edit in edits])
    if isinstance(result, EditRefused) and "#" in text and apply_to_data(data, edits) in ({}, []):
        # What begins with a brace is JSON for Kubernetes, and JSON has no comments.
        assert result.reason == "the edited text would hold another number of documents"
        reject()
    assert isinstance(result, Edited), result
    return result


@UNHURRIED
@given(cases())
def test_text_data_and_patch_agree(case: tuple[str, Any, list[Any]]) -> None:
    text, data, edits = case
    before = json.dumps(data)

    expected = apply_to_data(data, edits)
    result = edited(text, data, edits)

    assert json.dumps(load(result.text)[0].data) == json.dumps(expected)
    assert patched(data, json_patch(data, edits)) == expected
    assert json.dumps(data) == before
    assert replaced(text, result) == result.text


@UNHURRIED
@given(cases())
def test_nothing_but_the_replaced_stretches_changes(case: tuple[str, Any, list[Any]]) -> None:
    text, data, edits = case
    result = edited(text, data, edits)
    ends = [(it.span.start_line, it.span.end_line) for it in result.replacements]
    kept = [
        line
        for number, line in enumerate(re.split("\r?\n", text), 1)
        if not any(start <= number <= end for start, end in ends)
    ]
    new = iter(re.split("\r?\n", result.text))
    assert all(line in new for line in kept)
    assert ("\r\n" in result.text) == ("\r\n" in text) or "\n" not in result.text.strip("\n")
    assert result.text.count("\n") == result.text.count("\r\n") or "\r\n" not in text


@UNHURRIED
@given(cases(), st.data())
def test_what_is_added_leaves_every_line(case: tuple[str, Any, list[Any]], data: Any) -> None:
    text, document, _ = case
    maps = [
        path for path in paths(document) if at(document, path) and type(at(document, path)) is dict
    ]
    path = data.draw(st.sampled_from(maps))
    result = apply_edits(text, [(0, SetValue((*path, "new"), data.draw(VALUES)))])
    assert isinstance(result, Edited)
    rest = iter(result.text)
    assert all(character in rest for character in text)


@UNHURRIED
@given(cases())
def test_comments_stay_when_values_change(case: tuple[str, Any, list[Any]]) -> None:
    text, data, edits = case
    scalar = (bool, int, float, str)
    edits = [
        edit
        for edit in edits
        if isinstance(edit, SetValue)
        and isinstance(edit.value, scalar)
        and (edit.path not in paths(data) or isinstance(at(data, edit.path), scalar))
    ]
    result = apply_edits(text, [(0, edit) for edit in edits])
    assert isinstance(result, Edited)
    before, after = load(text)[0].comments, load(result.text)[0].comments
    assert [it.text for it in before] == [it.text for it in after]


@UNHURRIED
@given(cases())
def test_values_set_again_change_nothing(case: tuple[str, Any, list[Any]]) -> None:
    text, _, edits = case
    values = [(0, edit) for edit in edits if isinstance(edit, SetValue)]
    once = apply_edits(text, values)
    assert isinstance(once, Edited)
    assert apply_edits(once.text, values) == Edited(once.text, ())
