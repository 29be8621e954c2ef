"""Edits of comments: they change no data, and nothing beside the comment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from podlint.document import (
    AddComment,
    Delete,
    Edit,
    Edited,
    EditRefused,
    SetComment,
    SetValue,
    apply_edits,
    conflict,
    load,
)

TEXT = """\
# top
a: 1 # one
b:
  # above c
  c: two
  d: |
    block
"""


def edit(*edits: Edit, text: str = TEXT) -> str:
    result = apply_edits(text, [(0, each) for each in edits])
    assert isinstance(result, Edited), result
    return result.text


def refused(*edits: Edit, text: str = TEXT) -> str:
    result = apply_edits(text, [(0, each) for each in edits])
    assert isinstance(result, EditRefused)
    return result.reason


def test_a_comment_is_replaced() -> None:
    assert edit(SetComment(2, 6, "# other")) == TEXT.replace("# one", "# other")


def test_a_comment_at_the_end_of_a_line_is_removed_with_the_space_before_it() -> None:
    assert edit(SetComment(2, 6, "")) == TEXT.replace(" # one", "")


def test_a_line_that_has_only_the_comment_is_removed() -> None:
    assert edit(SetComment(4, 3, "")) == TEXT.replace("  # above c\n", "")
    assert edit(SetComment(1, 1, "")) == TEXT.replace("# top\n", "")
    assert edit(SetComment(2, 1, ""), text="a: 1\n# last") == "a: 1\n"


def test_a_comment_is_added_at_the_end_of_a_line_and_above_it() -> None:
    assert edit(AddComment(5, "# x")) == TEXT.replace("c: two", "c: two  # x")
    assert edit(AddComment(5, "# x", above=True)) == TEXT.replace("  c: two", "  # x\n  c: two")
    assert edit(AddComment(6, "# x")) == TEXT.replace("d: |", "d: |  # x")


def test_line_ends_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    assert edit(SetComment(4, 3, ""), text=text) == text.replace("  # above c\r\n", "")
    added = edit(AddComment(5, "# x", above=True), AddComment(2, "# y"), text=text)
    assert added == text.replace("  c: two", "  # x\r\n  c: two").replace("# one", "# one  # y")


def test_what_would_become_part_of_a_value_is_refused() -> None:
    assert refused(AddComment(7, "# x")) == "the edited text would read otherwise"
    assert refused(AddComment(1, "# x"), text='a: "x\n  y"\n')
    assert refused(AddComment(1, "# x"), text='{"a": 1}\n')


def test_there_must_be_a_comment() -> None:
    assert refused(SetComment(2, 1, "")) == "there is no comment in line 2, column 1"


def test_edits_of_values_and_comments_are_made_together() -> None:
    made = edit(SetValue(("a",), 2), SetComment(2, 6, ""), AddComment(5, "# x"))
    assert made == TEXT.replace("a: 1 # one", "a: 2").replace("two", "two  # x")


def test_edits_of_the_same_lines_are_refused() -> None:
    assert refused(Delete(("a",)), SetComment(2, 6, "# x"))
    assert conflict(SetComment(2, 6, ""), SetComment(2, 6, "# x"))
    assert not conflict(SetComment(2, 6, ""), SetComment(2, 6, ""))
    assert not conflict(SetComment(2, 6, ""), SetComment(4, 3, ""))
    assert not conflict(Delete(("a",)), SetComment(4, 3, ""))


@given(
    st.lists(st.sampled_from(["a: 1", "b: 'x' # c", "# d", "", "c: [1, # e", "  2]"]), max_size=8),
    st.integers(1, 9),
    st.booleans(),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_comment_that_is_added_changes_no_data(
    lines: list[str], line: int, above: bool, line_break: str
) -> None:
    text = "".join(each + line_break for each in lines)
    before = load(text)
    if line > len(lines) or not before or any(each.error for each in before):
        return
    result = apply_edits(text, [(0, AddComment(line, "# added", above))])
    if isinstance(result, EditRefused):
        return
    after = load(result.text)
    assert [each.data for each in after] == [each.data for each in before]
    assert result.text.replace("  # added", "").replace(f"# added{line_break}", "").split() == (
        text.split()
    )
