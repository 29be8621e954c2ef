"""Scalars, keys and merges: the rules beyond the recorded cases."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.document import load


def value(text: str) -> object:
    (document,) = load(f"a: {text}\n")
    assert document.error is None, document.error
    assert isinstance(document.data, dict)
    return document.data["a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", True),
        ("'yes'", "yes"),
        ("n", False),
        ("~", None),
        ("", None),
        ("0644", 420),
        ("0o17", 15),
        ("08", 8),
        ("0b-11", -3),
        ("-0b11", -3),
        ("1_000", 1000),
        (".5_1", 0.51),
        (".5__1", ".5__1"),
        ("1e3", 1000),
        ("1.5", 1.5),
        ("1:30", "1:30"),
        ("2024-01-31", "2024-01-31"),
        ("1e400", "1e400"),
        ("18446744073709551615", 18446744073709551615),
        ("18446744073709551616", 18446744073709552000),
        ("-9223372036854775809", -9223372036854776000),
        ("1e21", 1e21),
        ("0x1_F", 31),
        ("0x1FFFFFFFFFFFFFFFFF", "0x1FFFFFFFFFFFFFFFFF"),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ('! "12"', "12"),
        ("!!int '0x10'", 16),
        ("!!float 3", 3),
        ("!!float 3.5", 3.5),
        ("!!binary aGk=", "hi"),
        ("!!binary 4oKs4oI=", "€\ufffd\ufffd"),
        ("!!timestamp 2024-2-29", "2024-2-29"),
        ("!!timestamp 2024-02-29 1:2:3.5", "2024-02-29 1:2:3.5"),
        ("!!timestamp 2024-02-29T01:02:03+01:00", "2024-02-29T01:02:03+01:00"),
        ("!custom 12", "12"),
        ("{image: nginx:1.27}", {"image": "nginx:1.27"}),
        ("[http://a:80/b, c:d]", ["http://a:80/b", "c:d"]),
        ("{'x':y:z, u: 'v:w', w:}", {"x": "y:z", "u": "v:w", "w:": None}),
        ("[b:c, !<tag:yaml.org,2002:str> 1]", ["b:c", "1"]),
        ("[b:c, !<a:b,c:d> d:e]", ["b:c", "d:e"]),
        ('[b:c, {"a b":"x", "a, b":"y", "{a":"z"}]', ["b:c", {"a b": "x", "a, b": "y", "{a": "z"}]),
        ("[b:c, {'it''s a':x:y}]", ["b:c", {"it's a": "x:y"}]),
        ("[b:c, it's:1, a\"b:2, c:'d e':f]", ["b:c", "it's:1", 'a"b:2', "c:'d e':f"]),
    ],
)
def test_values(text: str, expected: object) -> None:
    found = value(text)
    assert json.dumps(found) == json.dumps(expected)


@pytest.mark.parametrize(
    "text",
    [
        "!!int foo",
        "!!int ''",
        "!!bool 1",
        "!!null x",
        "!!float 18446744073709551615",
        "!!binary '*'",
        "!!binary a",
        "!!binary a===",
        "!!timestamp 2023-02-29",
        "!!timestamp 2024-13-01",
        "!!timestamp 2024-01-01 25:00:00",
        "!!timestamp 2024-01-01T10:00:00",
        "!!timestamp yesterday",
    ],
)
def test_what_does_not_fit_its_tag(text: str) -> None:
    (document,) = load(f"a: {text}\n")
    assert document.error is not None
    assert document.error.kind == "undecodable-tag"
    assert document.error.span[:2] == (1, 4)


@given(st.integers(-(2**63), 2**64 - 1))
def test_integers(number: int) -> None:
    assert value(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats(number: float) -> None:
    found = value(repr(number))
    assert found == number or abs(number) >= 2**53
    assert isinstance(found, float) == (not number.is_integer() or abs(number) >= 1e21)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_json_strings_as_values(text: str) -> None:
    (document,) = load('{"a": ' + json.dumps(text) + "}")
    assert document.data == {"a": text}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("yes", "true"),
        ("0x10", "16"),
        ("1e3", "1000"),
        ("1.50", "1.5"),
        ("1e6", "1e+06"),
        ("123456.75", "123456.75"),
        ("1234567.5", "1.2345675e+06"),
        ("0.0001", "0.0001"),
        ("0.00001", "1e-05"),
        ("1.23456789012", "1.2345679"),
        ("-0.0", "-0"),
        ("1e300", ".inf"),
        ("-.inf", "-.inf"),
        (".nan", ".nan"),
        ("100000000000000000000", "1e+20"),
        ("2024-01-01", "2024-01-01"),
        ("'1'", "1"),
        ("!!binary aGk=", "hi"),
        ("? x", "x"),
        ("'<<'", "<<"),
    ],
)
def test_keys_become_text(text: str, key: str) -> None:
    (document,) = load(f"{text}\n: 1\n" if text.startswith("?") else f"{text}: 1\n")
    assert document.error is None
    assert document.data == {key: 1}


@pytest.mark.parametrize("text", ["~", "null", "9223372036854775808", "[a]", "{a: b}", "? [a]\n"])
def test_what_cannot_be_a_key(text: str) -> None:
    (document,) = load(f"x: 1\n{text}: 1\n")
    assert document.error is not None
    assert document.error.kind == "invalid-key"
    assert document.error.span.start_line == 2


def problems(text: str) -> list[tuple[str, int, int]]:
    (document,) = load(text)
    assert document.error is None
    return [(each.kind, *each.span[:2]) for each in document.problems]


def test_the_last_of_several_equal_keys_wins() -> None:
    text = "a: 1\nb:\n  c: 1\n  'c': 2\na: 2\na: 3\n"
    (document,) = load(text)
    assert document.data == {"a": 3, "b": {"c": 2}}
    assert document.span(("a",))[:2] == (6, 4)
    first = [problem.related[0][1] for problem in document.problems]
    assert problems(text) == [
        ("duplicate-key", 4, 3),
        ("duplicate-key", 5, 1),
        ("duplicate-key", 6, 1),
    ]
    assert [span[:2] for span in first] == [(3, 3), (1, 1), (1, 1)]
    assert "`a`" in document.problems[1].message


def test_keys_of_different_types_are_no_duplicates() -> None:
    assert problems("1: a\n'1': b\n") == []
    assert problems("yes: a\n'true': b\n") == []
    assert problems("1: a\n1.0: b\n") == []
    assert problems("1.00000001: a\n1.00000002: b\n") == []
    assert problems("1: a\n0x1: b\n") == [("duplicate-key", 2, 1)]
    assert problems("yes: a\ntrue: b\n") == [("duplicate-key", 2, 1)]
    assert problems("1: a\n'1': b\n1: c\n") == [("duplicate-key", 3, 1)]
    assert problems("1: a\n'1': b\n'1': c\n") == [("duplicate-key", 3, 1)]


def test_merges_count_in_the_order_in_which_they_are_written() -> None:
    text = "x: &x {p: 1, q: 2}\na:\n  q: 3\n  <<: *x\nb:\n  <<: *x\n  q: 3\n"
    (document,) = load(text)
    assert document.data == {
        "x": {"p": 1, "q": 2},
        "a": {"p": 1, "q": 2},
        "b": {"p": 1, "q": 3},
    }
    assert problems(text) == [("overwritten-merge-key", 4, 7), ("overwritten-merge-key", 7, 3)]
    assert "'q'" in document.problems[0].message
    assert document.problems[1].related[0][1][:2] == (1, 14)


def test_of_a_list_of_merged_maps_the_first_wins() -> None:
    text = "x: &x {p: 1}\ny: &y {p: 2, r: 2}\na:\n  <<: [*x, *y, {s: 3}]\n  t: 4\n"
    (document,) = load(text)
    assert isinstance(document.data, dict)
    assert document.data["a"] == {"p": 1, "r": 2, "s": 3, "t": 4}
    assert document.span(("a", "p"))[:2] == (1, 11)
    assert document.span(("a", "r"))[:2] == (2, 17)
    assert document.span(("a", "s"))[:2] == (4, 20)
    assert document.span(("a", "t"))[:2] == (5, 6)
    assert problems(text) == [("overwritten-merge-key", 4, 7)]


@pytest.mark.parametrize(
    "text",
    ["a: {<<: 5}", "a: {<<: [1]}", "a: {<<: [[{b: 1}]]}", "x: &x [{b: 1}]\na: {<<: *x}", "<<:"],
)
def test_only_maps_can_be_merged(text: str) -> None:
    (document,) = load(text)
    assert document.error is not None
    assert document.error.kind == "invalid-merge"


def test_merges_of_merges() -> None:
    text = "a: &a {p: 1}\nb: &b {<<: *a, q: 2}\nc:\n  <<: *b\n"
    (document,) = load(text)
    assert isinstance(document.data, dict)
    assert document.data["c"] == {"p": 1, "q": 2}
    assert document.span(("c", "p"))[:2] == (1, 11)
    assert document.span(("c", "q"), key=True)[:2] == (2, 16)


def test_aliases_share_what_they_stand_for() -> None:
    (document,) = load("a: &x [1, {b: 2}]\nc: *x\n&k d: e\n*k : 3\nf: *k\n")
    assert document.data == {"a": [1, {"b": 2}], "c": [1, {"b": 2}], "d": 3, "f": "d"}
    assert [problem.kind for problem in document.problems] == ["duplicate-key"]


def test_an_anchor_can_be_set_again() -> None:
    (document,) = load("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")
    assert document.data == {"a": 1, "b": 1, "c": 2, "d": 2}


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("1e300: a\n", {".inf": "a"}),
        ("-1e300: a\n", {"-.inf": "a"}),
        ("a: &m <<\nb: {*m : {c: 2}}\n", {"a": "<<", "b": {"<<": {"c": 2}}}),
    ],
)
def test_odd_keys_are_read_as_kubernetes_reads_them(text: str, data: object) -> None:
    assert load(text)[0].data == data
