"""Text to documents: where it is cut, and that one bad document hides no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.document import Span, load
from podlint.document.load import load_those


def read(text: str) -> list[object]:
    """The data of each document, or the kind of its error."""
    return [document.error.kind if document.error else document.data for document in load(text)]


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("", []),
        ("\n", [None]),
        ("# only a comment\n", [None]),
        ("a: 1\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ("---\na: 1\n---\nb: 2\n---\n", [{"a": 1}, {"b": 2}]),
        ("---\n---\na: 1\n", [None, {"a": 1}]),
        ("a: 1\n---\n# nothing\n---\nb: 2", [{"a": 1}, None, {"b": 2}]),
        ("a: 1\n--- # a comment\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ("a: 1\n---   \t\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ("a: 1\r\n---\r\nb: 2\r\n", [{"a": 1}, {"b": 2}]),
        ("a: |\n  x\n  ---\n  y\n", [{"a": "x\n---\ny\n"}]),
        ("a: '\n---\n'\n", ["syntax", "syntax"]),
        ("a: |", [{"a": ""}]),
        ("a: |\n  x", [{"a": "x\n"}]),
        (" ---\n", ["---"]),
    ],
)
def test_documents(text: str, documents: list[object]) -> None:
    assert read(text) == documents


def test_a_bad_document_hides_no_other() -> None:
    text = "a: 1\n---\nb: [\n---\nc: *x\n---\nd: 4\n"
    assert read(text) == [{"a": 1}, "syntax", "unknown-anchor", {"d": 4}]


@pytest.mark.parametrize("separator", ["--- b: 2", "---b: 2", "----", "--- |", "---\tx", "--- {}"])
def test_a_bad_separator_is_an_error_and_reading_goes_on(separator: str) -> None:
    documents = load(f"a: 1\n{separator}\nc: 3\n---\nd: 4\n")
    assert [document.data for document in documents] == [{"a": 1}, None, {"c": 3}, {"d": 4}]
    assert [document.index for document in documents] == [0, 1, 2, 3]
    error = documents[1].error
    assert error is not None
    assert error.kind == "separator"
    assert error.span == Span(2, 1, 2, 1 + len(separator))
    assert all(document.error is None for document in documents if document is not documents[1])


def test_bad_separators_at_the_ends() -> None:
    assert read("--- a: 1") == ["separator"]
    assert read("--- a: 1\n--- b: 1\n---\n") == ["separator", "separator", None]


def test_lines_on_which_documents_start() -> None:
    text = "---\na: 1\n---\n\nb: 2\n--- x\nc: 3\r\n---\r\nd: 4\r---\re: 5\n---\nf: 6\n"
    assert [document.line for document in load(text)] == [1, 4, 6, 7, 9, 13]


def test_content_behind_the_first_document_of_a_chunk() -> None:
    (document,) = load("a: 1\n...\n# then\nb: 2 # lost\nc: 3\n")
    assert document.data == {"a": 1}
    (problem,) = document.problems
    assert problem.kind == "extra-content"
    assert problem.span == Span(4, 1, 4, 12)
    assert "'---'" in problem.text


@pytest.mark.parametrize("text", ["{a: 1}}\n", "a: 1\r---\rb: 2\n", "[1] [2]\n", "'a' b\n"])
def test_dropped_content_is_a_problem(text: str) -> None:
    (document,) = load(text)
    assert document.error is None
    assert [problem.kind for problem in document.problems] == ["extra-content"]


@pytest.mark.parametrize("text", ["a: 1\n...\n", "a: 1\n...\n# the end\n\n", "--- # x\na: 1\n# y"])
def test_an_end_mark_alone_is_no_problem(text: str) -> None:
    (document,) = load(text)
    assert document.problems == ()


def test_byte_order_marks() -> None:
    first, second = load("\ufeffa: 1\n---\n\ufeffb: 2\n")
    assert (first.data, second.data) == ({"a": 1}, {"b": 2})
    assert first.span(("a",), key=True) == Span(1, 2, 1, 3)
    assert second.span(("b",)) == Span(3, 5, 3, 6)


@given(st.text())
def test_any_text_is_read_without_raising(text: str) -> None:
    for document in load(text):
        assert document.error is None or document.data is None


@given(st.text(alphabet="ab:-?[]{},&*!|>'\"%#@`~<=\\/. \t\n\r\u0085\u2028\ufeff\u00e9😀\ud800\0"))
def test_any_text_of_marks_is_read_without_raising(text: str) -> None:
    for document in load(text):
        assert document.error is None or document.data is None
        assert document.comments is not None
        start_line, start_column, end_line, end_column = document.span(())
        assert (1, 1) <= (start_line, start_column) <= (end_line, end_column)


def test_only_documents_that_are_wanted_are_read() -> None:
    text = "a: 1\n---\nb: [\n---\nwanted: 2\n---\n"
    (found,) = load_those(text, lambda each: "wanted" in each)
    assert (found.index, found.data) == (2, {"wanted": 2})
    assert found.span(("wanted",)).start_line == 5
    assert [each.data for each in load_those('{"a": 1}{"b": 2}', lambda _: False)] == [
        {"a": 1},
        {"b": 2},
    ]
