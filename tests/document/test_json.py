"""JSON through the same door, and documents that are given as data."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.document import Document, Place, Span, load
from podlint.document.read import read_events

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: number % 1)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(alphabet="abé😀 \\\"'#:{"), inner),
    max_leaves=6,
)


@given(
    st.dictionaries(st.text(alphabet="abc"), VALUES), st.booleans(), st.sampled_from([None, 1, 4])
)
def test_json_is_read_as_json(data: dict[str, object], escaped: bool, indent: int | None) -> None:
    (document,) = load(json.dumps(data, ensure_ascii=escaped, indent=indent))
    assert document.error is None
    assert document.data == data
    assert document.problems == ()


def read(text: str) -> list[object]:
    return [document.error.kind if document.error else document.data for document in load(text)]


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
        (
            '\n {"a": 1}\n\n{"b": 2} [3] "4" 5 true null\n',
            [{"a": 1}, {"b": 2}, [3], "4", 5, True, None],
        ),
        ('{"a": 1}\n---\nb: yes\n---\n{"c": 3}\n', [{"a": 1}, {"b": True}, {"c": 3}]),
        ("{a: 1}\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ('{"a": "\\/\\ud83d\\ude00\\ud83d"}', [{"a": "/😀\ufffd"}]),
        ('{"a": 1.0, "b": 1e2, "c": -0, "d": 0.5}', [{"a": 1, "b": 100, "c": 0, "d": 0.5}]),
        ('{"a": 1, "a": 2}', [{"a": 2}]),
        ('{"<<": {"a": 1}}', [{"<<": {"a": 1}}]),
        ('{"a": 1}\n# c\n', [{"a": 1}, None]),
        ('{"a": 1,}\n', [{"a": 1}]),
        ('{"a": 1}\n}\n', [{"a": 1}, "syntax"]),
        ('{"a": 1}{"b": 2}{"c": }\n{"d": 4}\n', [{"a": 1}, {"b": 2}, "syntax", {"d": 4}]),
        ('{"a": 1}{"b": 2}\n---\nc: 3\n', [{"a": 1}, {"b": 2}, "syntax", {"c": 3}]),
        ('{"a": 1}{"b": 2} x', [{"a": 1}, {"b": 2}, "syntax"]),
        ("{}", [{}]),
        ("{{ .Values.a }}\n---\nb: 2\n", ["invalid-key", {"b": 2}]),
        ("[1]\n", [[1]]),
        ("{", ["syntax"]),
    ],
)
def test_streams(text: str, documents: list[object]) -> None:
    assert read(text) == documents


@pytest.mark.parametrize(
    "value",
    [
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "tru",
        "'a'",
        '"\t"',
        '"\\x41"',
        "[1,]",
        "[,]",
        '{"a"}',
        '{"a":}',
        "]",
    ],
)
def test_what_is_not_json_is_an_error_late_in_a_stream(value: str) -> None:
    documents = load(f'{{}}{{}}{{"a": {value}}}')
    assert documents[2].error is not None
    assert documents[2].error.span.start_line == 1


def test_places() -> None:
    text = '{"a": [1, {"b": "c"}],\r\n "d": {}}\n{"e" : null}'
    first, second = load(text)
    assert first.span(("a",)) == Span(1, 7, 1, 22)
    assert first.span(("a", 1, "b")) == Span(1, 17, 1, 20)
    assert first.span(("a", 1, "b"), key=True) == Span(1, 12, 1, 15)
    assert first.span(("d",)) == Span(2, 7, 2, 9)
    assert first.span(()) == Span(1, 1, 2, 10)
    assert second.span(("e",)) == Span(3, 8, 3, 12)
    assert (second.index, second.line) == (1, 3)


def test_errors_have_their_place() -> None:
    third = load('{"a": 1}\n{"b": 2}\n{"c": 3\n "d": 4}\n')[2]
    assert third.error is not None
    assert third.error.span[:2] == (4, 2)
    assert "','" in third.error.message


def test_repeated_keys() -> None:
    (document,) = load('{"a": 1, "b": {"c": 1, "c": 2}}')
    assert [(each.kind, each.span) for each in document.problems] == [
        ("duplicate-key", Span(1, 24, 1, 27))
    ]


def test_documents_of_data() -> None:
    data = {"a": [{"b": None}]}
    document = Document.of(data, index=3)
    assert (document.data, document.index, document.located) == (data, 3, False)
    assert (document.error, document.problems, document.comments) == (None, (), ())
    assert document.has(("a", 0, "b"))
    assert not document.has(("a", 1))
    assert not document.has(("a", -1))
    assert not document.has(("a", "0"))
    assert document.nearest(("a", 0, "c", "d")) == ("a", 0)
    assert document.nearest(("a", 0, "b", "d")) == ("a", 0, "b")
    assert load("a: 1")[0].located


def test_places_of_documents() -> None:
    document = Document.of({})
    place = Place(document) / "spec" / "containers" / 0
    assert place == Place(document, ("spec", "containers", 0))
    assert place != Place(Document.of({}), ("spec", "containers", 0))
    assert len({place, Place(document, ("spec", "containers", 0))}) == 1


def test_a_reading_that_fails_is_kept_and_not_raised() -> None:
    def broken() -> Any:
        raise ZeroDivisionError

    assert isinstance(read_events("{}", broken).failure, ZeroDivisionError)
