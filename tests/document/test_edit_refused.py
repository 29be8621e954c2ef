"""What is not edited, and the reason given; edits on data and as a JSON Patch."""

from __future__ import annotations

import pytest

from podlint.document import (
    Delete,
    Edit,
    EditRefused,
    Insert,
    KeepLast,
    Rename,
    SetValue,
    apply_edits,
    apply_to_data,
    conflict,
    json_patch,
    replacements,
)
from podlint.document.edit.source import Splice

SHARED = """\
base: &base
  image: nginx
  env: {A: b}
copy: *base
merged:
  <<: *base
  tty: true
items:
- &item {a: 1}
- *item
"""


def refused(text: str, *edits: Edit, document: int = 0) -> str:
    result = apply_edits(text, [(document, edit) for edit in edits])
    assert isinstance(result, EditRefused), result
    assert result.document == document
    assert replacements(text, [(document, edit) for edit in edits]) == result
    return result.reason


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (
            SetValue(("base", "image"), "x"),
            "base.image is shared through the anchor '&base' in line 1: line 4 would change too",
        ),
        (
            SetValue(("base", "env", "B"), "x"),
            "base.env.B is shared through the anchor '&base' in line 1: line 4 would change too",
        ),
        (
            Delete(("base",)),
            "base is shared through the anchor '&base' in line 1: line 4 would change too",
        ),
        (
            SetValue(("copy", "image"), "x"),
            "copy.image is written under the anchor '&base' in line 1: edit it there",
        ),
        (
            Insert(("copy", "new"), 0, "x"),
            "copy.new is written under the anchor '&base' in line 1: edit it there",
        ),
        (
            SetValue(("merged", "image"), "x"),
            "merged.image is written under the anchor '&base' in line 1: edit it there",
        ),
        (
            Rename(("merged", "image"), "x"),
            "merged.image is written under the anchor '&base' in line 1: edit it there",
        ),
        (
            Rename(("base", "image"), "x"),
            "base.image is shared through the anchor '&base' in line 1: line 4 would change too",
        ),
        (
            Delete(("merged", "env", "A")),
            "merged.env.A is written under the anchor '&base' in line 1: edit it there",
        ),
        (
            SetValue(("items", 0, "a"), 2),
            "items[0].a is shared through the anchor '&item' in line 9: line 10 would change too",
        ),
    ],
)
def test_what_would_change_another_place_too(edit: Edit, reason: str) -> None:
    assert refused(SHARED, edit) == reason


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (SetValue(("copy",), 5), "*base\nmerged", "5\nmerged"),
        (Delete(("copy",)), "copy: *base\n", ""),
        (SetValue(("merged", "tty"), False), "true", "false"),
        (SetValue(("merged", "new"), 1), "true\n", "true\n  new: 1\n"),
        (Delete(("items",)), SHARED[SHARED.index("items") :], ""),
        (Delete(("items", 1)), "- *item\n", ""),
        (Insert(("items",), 0, 1), "- &item", "- 1\n- &item"),
        (Delete(("merged",)), "merged:\n  <<: *base\n  tty: true\n", ""),
    ],
)
def test_what_stands_beside_aliases_is_edited(edit: Edit, old: str, new: str) -> None:
    result = apply_edits(SHARED, [(0, edit)])
    assert not isinstance(result, EditRefused)
    assert result.text == SHARED.replace(old, new)


def test_a_merge_key_without_alias() -> None:
    text = "a:\n  <<: {b: 1}\n"
    assert refused(text, SetValue(("a", "b"), 2)) == (
        "a.b comes from a merge key: edit line 2 itself"
    )


@pytest.mark.parametrize(
    ("text", "edit", "reason"),
    [
        ("a: 1\n", Delete(("b",)), "there is nothing at b"),
        ("a: [1]\n", Delete(("a", 1)), "there is nothing at a[1]"),
        ("a: [1]\n", SetValue(("a", 1), 2), "there is no item 1 at a"),
        ("a: [1]\n", Insert(("a",), 2, 2), "a has only 1 items"),
        ("a: [1]\n", Insert(("a",), -1, 2), "a has only 1 items"),
        ("a: x\n", Insert(("a",), 0, 2), "a is not a list"),
        ("a: x\n", Insert(("b",), 1, 2), "there is no list at b"),
        ("a: x\n", SetValue(("a", "b"), 2), "a is text: it cannot hold 'b'"),
        ("a: {b: 5}\n", SetValue(("a", "b", "c"), 2), "a.b is a number: it cannot hold 'c'"),
        ("a: [x]\n", SetValue(("a", "b"), 2), "a is a list: it cannot hold 'b'"),
        ("a: x\n", SetValue(("b", 0), 2), "there is no item 0 at b"),
        ("a: x\n", SetValue((), 2), "a whole document can be neither set nor deleted"),
        ("a: x\nb: y\n", Rename(("a",), "b"), "b already exists"),
        ("a: x\n", Rename(("b",), "c"), "there is nothing at b"),
        ("a: [x]\n", Rename(("a", 0), "b"), "a[0] is an item, which has no key"),
        ("a: [x]\n", KeepLast(("a", 0)), "a[0] is an item, which has no key"),
        ("a: x\n", Rename((), "b"), "a whole document can be neither set nor deleted"),
        (
            "a: 1\na: 2\n",
            Rename(("a",), "b"),
            "a cannot be edited here: the document would read otherwise",
        ),
        (
            "a: &x 1\na: 2\nb: *x\n",
            KeepLast(("a",)),
            "a cannot be edited here: ",
        ),
        (
            "b: &x {a: 1}\nc:\n  <<: *x\n  a: 2\n",
            Rename(("c", "a"), "d"),
            "c.a cannot be edited here: the document would read otherwise",
        ),
        ("# none\n", SetValue(("a",), 2), "the document is empty"),
        ("a: x\n", SetValue(("a",), float("nan")), "nan cannot be written as JSON"),
        ("a: x\n", SetValue(("a",), {1: 2}), "{1: 2} cannot be written as JSON"),  # type: ignore[dict-item]
        (
            "? a\n: x\n",
            SetValue(("a",), 2),
            "a cannot be edited here: the key is written behind '?'",
        ),
        (
            "a: [b: 1]\n",
            SetValue(("a", 0, "c"), 2),
            "a[0].c cannot be edited here: a pair without braces stands in a list in brackets",
        ),
        (
            "a: x\n",
            SetValue(("a",), 2**70),
            "a cannot be edited here: the document would read otherwise",
        ),
        (
            "a: 1\na: 2\n",
            Delete(("a",)),
            "a cannot be edited here: the document would read otherwise",
        ),
        ("a: x\n", SetValue(("a" * 2000,), 2), "cannot be edited here"),
        (
            "a: [\n",
            SetValue(("a",), 2),
            "the document has an error in line 2: a '[' or '{' above is not closed",
        ),
    ],
)
def test_what_cannot_be_edited(text: str, edit: Edit, reason: str) -> None:
    assert reason in refused(text, edit)


def test_a_document_that_is_not_there() -> None:
    assert refused("a: 1\n", Delete(("a",)), document=1) == "there is no document 1"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("a: 3", "would read otherwise"),
        ("a: 1\na: 2", "would read otherwise"),
        ("a: [", "would read otherwise"),
        ("a: 2\n---\nb: 1", "would hold another number of documents"),
    ],
)
def test_a_fault_of_the_engine_is_noticed(
    wrong: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podlint.document.edit.text._made", lambda *_: [Splice(0, 4, wrong)])
    assert reason in refused("a: 1\n", SetValue(("a",), 2))


def test_a_document_left_without_content_is_json_and_its_comment_is_not() -> None:
    reason = "the edited text would hold another number of documents"
    assert refused("a: 1 # c\n", Delete(("a",))) == reason


def test_edits_that_meet() -> None:
    inner, outer = SetValue(("a", "b"), 1), SetValue(("a",), 2)
    assert conflict(inner, outer)
    assert conflict(outer, inner)
    assert conflict(outer, Delete(("a",)))
    assert conflict(Delete(("a",)), Insert(("a",), 0, 1))
    assert conflict(Insert(("a", "b"), 0, 1), Delete(("a",)))
    assert conflict(Rename(("a",), "b"), inner)
    assert conflict(SetValue(("b", "c"), 1), Rename(("a",), "b"))
    assert conflict(Rename(("a",), "c"), Rename(("b",), "c"))
    assert conflict(Rename(("a",), "b"), Insert(("b", "c"), 0, 1))
    assert conflict(KeepLast(("a",)), inner)
    assert not conflict(Rename(("a",), "b"), Rename(("a",), "b"))
    assert not conflict(Rename(("a", "b"), "c"), Insert(("a",), 0, 1))
    assert not conflict(Rename(("a",), "c"), Rename(("b",), "d"))
    assert not conflict(outer, SetValue(("a",), 2))
    assert not conflict(Insert(("a",), 0, 1), Delete(("a", 0)))
    assert not conflict(Insert(("a",), 0, 1), Insert(("a",), 0, 2))
    assert not conflict(inner, SetValue(("a", "c"), 1))
    renames: list[Edit] = [Rename(("a", "b"), "c"), Rename(("a", "d"), "c")]
    assert isinstance(
        apply_edits("a: {b: 2, d: 1}\n", [(0, edit) for edit in renames]), EditRefused
    )
    for edits in ([inner, outer], [outer, inner], [Delete(("a",)), Insert(("a",), 0, 1)]):
        result = apply_edits("a: {b: 2}\n", [(0, edit) for edit in edits])
        assert isinstance(result, EditRefused)
        assert result.reason.startswith("two edits meet at a")
        assert result.edit in edits


def test_the_first_refusal_is_told_and_nothing_is_edited() -> None:
    bad = Delete(("c",))
    assert apply_edits("a: 1\n---\nb: 1\n", [(0, SetValue(("a",), 2)), (1, bad)]) == EditRefused(
        "there is nothing at c", bad, 1
    )


def test_data_is_edited_as_the_text_is() -> None:
    data = {"a": None, "l": [1, 2, {"b": 1}]}
    edits: list[Edit] = [
        SetValue(("a", "x/y", "m~n"), 1),
        Delete(("l", 0)),
        Insert(("l",), 2, "new"),
        Delete(("l", 2, "b")),
        SetValue(("c",), 2.0),
    ]
    assert apply_to_data(data, edits) == {"a": {"x/y": {"m~n": 1}}, "l": [2, "new", {}], "c": 2}
    assert data == {"a": None, "l": [1, 2, {"b": 1}]}
    assert json_patch(data, edits) == [
        {"op": "replace", "path": "/a", "value": {"x/y": {"m~n": 1}}},
        {"op": "add", "path": "/c", "value": 2},
        {"op": "remove", "path": "/l/2/b"},
        {"op": "add", "path": "/l/2", "value": "new"},
        {"op": "remove", "path": "/l/0"},
    ]
    assert json_patch({"a~/b": 1}, [SetValue(("a~/b",), 2)]) == [
        {"op": "replace", "path": "/a~0~1b", "value": 2}
    ]
    nothing = Delete(("z",))
    assert apply_to_data(data, [nothing]) == EditRefused("there is nothing at z", nothing)
    assert json_patch(data, [nothing]) == EditRefused("there is nothing at z", nothing)
