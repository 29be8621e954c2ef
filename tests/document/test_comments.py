"""Comments: every one of them, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.document import Comment, load

TEXT = """\
# first
a: b # after a value
  # indented
c: not#one
d: 'nor # this' # this is
e: "nor # \\" # this" # this, too
f: |# this
  # not this
  nor # this

# but this
g: >- # and this
  not # this
h: http://x/#not
i: [a, # in flow
  "b # c", d#e] # behind
j: &x # behind an anchor
  # below it
  value # of it
k: !!str # behind a tag
  |
  # not this
l:
# between
- m # item
-   # no item
# last"""

EXPECTED = [
    (1, 1, "# first", True),
    (2, 6, "# after a value", False),
    (3, 3, "# indented", True),
    (5, 17, "# this is", False),
    (6, 22, "# this, too", False),
    (7, 5, "# this", False),
    (11, 1, "# but this", True),
    (12, 7, "# and this", False),
    (15, 8, "# in flow", False),
    (16, 17, "# behind", False),
    (17, 7, "# behind an anchor", False),
    (18, 3, "# below it", True),
    (19, 9, "# of it", False),
    (20, 10, "# behind a tag", False),
    (24, 1, "# between", True),
    (25, 5, "# item", False),
    (26, 5, "# no item", False),
    (27, 1, "# last", True),
]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_comments(line_break: str) -> None:
    (document,) = load(TEXT.replace("\n", line_break))
    assert document.error is None
    assert document.comments == tuple(Comment(*each) for each in EXPECTED)


def test_the_separator_line_belongs_to_the_document_below_it() -> None:
    first, second, third = load("--- # one\na: 1 # two\n--- # three\nb: 2\n---\n# four\n")
    assert first.comments == (Comment(1, 5, "# one", False), Comment(2, 6, "# two", False))
    assert second.comments == (Comment(3, 5, "# three", False),)
    assert third.comments == (Comment(6, 1, "# four", True),)


def test_comments_without_content() -> None:
    (document,) = load("\ufeff# only\n   # comments\n")
    assert document.comments == (Comment(1, 2, "# only", True), Comment(2, 4, "# comments", True))


def test_comments_behind_content_that_is_not_read_are_not_known() -> None:
    (document,) = load("a: 1 # yes\n...\n# yes\nb: '# no'\n")
    assert [comment.text for comment in document.comments] == ["# yes", "# yes"]


def test_json_has_no_comments() -> None:
    (document,) = load('{"a": "# b"}')
    assert document.comments == ()


@given(st.lists(st.sampled_from(["plain", "'qu#oted'", '"dou # ble"', "x#y", "[a, 'b # c']"])))
def test_a_comment_behind_each_value(values: list[str]) -> None:
    text = "".join(f"- {value} # {index}\n" for index, value in enumerate(values))
    (document,) = load(text or "\n")
    assert [comment.text for comment in document.comments] == [
        f"# {index}" for index in range(len(values))
    ]
    assert not any(comment.alone for comment in document.comments)
