"""What is wrong with a document, where, and in which words."""

from __future__ import annotations

import re

import pytest

from podlint.document import Fault, Span, load


def error(text: str) -> Fault:
    (document,) = load(text)
    assert document.data is None
    assert document.error is not None
    return document.error


@pytest.mark.parametrize(
    ("text", "kind", "place", "words"),
    [
        ("a: b: c\n", "syntax", (1, 5), "quote the value"),
        ("a: 1\n b: 2\n", "syntax", (2, 3), "indentation"),
        ("a: - b\n", "syntax", (1, 4), "on a new line"),
        ("a: [\n", "syntax", (2, 1), "is not closed"),
        ("a: {b: [c,\n", "syntax", (2, 1), "is not closed"),
        ("a:\n  b: 1\n c: 2\n", "syntax", (3, 2), "indentation"),
        ("- a\n-b\n", "syntax", (2, 1), "write ': '"),
        ("a:\n  - b\n  c: d\n", "syntax", (3, 3), "list"),
        ("a:\n\t- b\n", "syntax", (2, 1), "indent with spaces"),
        ("\ta: b\n", "syntax", (1, 1), "indent with spaces"),
        ("a:\n  - b\n\t- c\n", "syntax", (3, 1), "indent with spaces"),
        ('a: "b" c\n', "syntax", (1, 8), "after the end of a value"),
        ("- 'b' c\n", "syntax", (1, 7), "after the end of a value"),
        ("- a\n b: 1\n- c\nd: 1\n", "syntax", (2, 3), "indentation"),
        ("a: |0\n  x\n", "syntax", (1, 5), "1 to 9"),
        ("a: | x\n", "syntax", (1, 6), "next line"),
        ("%FOO bar\n---\n", "syntax", (1, 5), "'%'"),
        ("a: @x\n", "syntax", (1, 4), "quotes"),
        ("a: `x\n", "syntax", (1, 4), "quotes"),
        ("a: %x\n", "syntax", (1, 4), "quotes"),
        ("a: * * * * *\n", "syntax", (1, 5), "quotes"),
        ("a: [1\n", "syntax", (2, 1), "not closed"),
        ("a: {b: 1\nc: 2\n", "syntax", (2, 2), "not closed"),
        ("a: {u: http://x/y?z=1}\n", "syntax", (1, 18), "quotes"),
        ("a: [http://x:80]\nb: {c: d, :e: f}\n", "syntax", (2, 11), "value is missing"),
        ("a: [a,,b]\n", "syntax", (1, 7), "missing"),
        ('a: "x\n', "syntax", (1, 4), "not closed"),
        ('a: "\\q"\n', "syntax", (1, 5), "escape"),
        ('a: "b\\/c"\n', "syntax", (1, 6), "without a backslash"),
        ('a: "\\x4"\n', "syntax", (1, 7), "hexadecimal"),
        ('a: "\\ud83d"\n', "syntax", (1, 7), "the character itself"),
        ("a: !x!y b\n", "syntax", (1, 4), "tag"),
        ("%YAML 1.2\n", "syntax", (2, 1), "---"),
        ("a: \x07b\n", "control-character", (1, 4), "U+0007"),
        ("a: 😀\x00\n", "control-character", (1, 5), "U+0000"),
        ("a: \ud800\n", "control-character", (1, 4), "U+D800"),
        ("a: *nope\n", "unknown-anchor", (1, 4), "&nope"),
        ("a: &x\n  b: *x\n", "recursive-anchor", (2, 6), "contains itself"),
        ("a: &x\n  <<: *x\n", "recursive-anchor", (2, 7), "contains itself"),
        ("a: .inf\n", "non-finite-number", (1, 4), "quote"),
        ("- .NaN\n", "non-finite-number", (1, 3), "quote"),
        ("~: a\n", "invalid-key", (1, 1), "null"),
        ("? {a: 1}\n: b\n", "invalid-key", (1, 3), "list or a map"),
        ("a: {{ .Values.b }}\n", "invalid-key", (1, 5), "list or a map"),
        ("a: !!int x\n", "undecodable-tag", (1, 4), "`x`"),
        ("a: {<<: 1}\n", "invalid-merge", (1, 9), "maps"),
    ],
)
def test_errors(text: str, kind: str, place: tuple[int, int], words: str) -> None:
    found = error(text)
    assert (found.kind, found.span[:2]) == (kind, place)
    assert words.lower() in found.text.lower()
    assert len(found.message) < 120


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: {~: 1}\na: 2\n", {"a": 2}),
        ("a: [{b: .inf}]\na: 2\n", {"a": 2}),
        ("a: &x {b: .nan}\na: {<<: *x, b: 2}\n", {"a": {"b": 2}}),
        ("a: &x {b: [.nan]}\na: 1\nc: {<<: *x, b: 2}\n", {"a": 1, "c": {"b": 2}}),
    ],
)
def test_what_a_later_key_overwrites_need_not_be_json(text: str, data: object) -> None:
    (document,) = load(text)
    assert document.error is None
    assert document.data == data
    assert {each.kind for each in document.problems} <= {"duplicate-key", "overwritten-merge-key"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &x {~: 1}\na: 2\nb: *x\n", (1, 8)),
        ("a: &x {~: 1}\na: 2\nb: {<<: *x}\n", (1, 8)),
        ("a: &x .inf\na: 2\nb: *x\n", (3, 4)),
        ("1: {~: 1}\n'1': 2\n", (1, 5)),
        ("b: .inf\na: {~: 1}\na: .inf\n", (1, 4)),
        ("a: {<<: {1: {~: 2}, '1': 3}}\n", (1, 14)),
    ],
)
def test_what_is_left_must_be_json(text: str, place: tuple[int, int]) -> None:
    assert error(text).span[:2] == place


def test_errors_tell_what_they_belong_to() -> None:
    found = error("x: 1\na: [1,\n  2\n")
    assert [span for _, span in found.related] == [Span(2, 4, 2, 4)]
    found = error("a: &x\n  b: *x\n")
    assert found.related == (("'&x'", Span(1, 4, 1, 6)),)


def test_errors_of_a_later_document_have_their_place_in_the_text() -> None:
    text = "a: 1\r\n---\r\nb: 😀\r\nc: *x\r\n"
    second = load(text)[1]
    assert second.error is not None
    assert second.error.span == Span(4, 4, 4, 6)


def test_yaml_versions() -> None:
    assert load("%YAML 1.1\n# c\n a: 1\n")[0].error is not None
    (document,) = load("%FOO bar\n")
    assert document.error is not None
    assert load("a: {b:c}\n%TAG ! tag:x,2000:\n")[0].data == {"a": {"b:c": None}}


def test_what_cannot_be_read_has_places_all_the_same() -> None:
    first, second = load("a: 1\n---\n# why\nb: [\n  # inside\n")
    assert first.error is None
    assert second.error is not None
    assert second.span(("b", 0)) == second.span(()) == Span(3, 1, 3, 1)
    assert second.nearest(("b",)) == ()
    assert not second.has(("b",))
    assert [comment.text for comment in second.comments] == ["# why", "# inside"]


def test_of_many_keys_that_a_merge_overrides_the_first_are_named() -> None:
    keys = ", ".join(f"k{number}: 1" for number in range(9))
    (document,) = load(f"a: &a {{{keys}}}\nb: {{{keys}, <<: *a}}\n")
    (fault,) = document.problems
    assert re.search(r"'<<' overrides 'k0', .* and \d more, written above it", fault.message)
