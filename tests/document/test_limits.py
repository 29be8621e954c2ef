"""Texts that are made to hurt end in a clear answer, and soon."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import pytest

from podlint.document import Document, load
from podlint.document.alias import _allowed

SECONDS = 5
"""Far more than any of these needs: the machine that tests may be busy."""


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    gc.collect()
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def only(text: str) -> Document:
    (document,) = load(text)
    document.span(("a", 0, "b"))
    assert document.comments is not None
    return document


DEEP = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "[" * DEEP,
        "a: " + "[" * DEEP + "]" * DEEP,
        "{a: " * DEEP,
        '{"a":' * DEEP,
        '{"a":' + "[" * DEEP + "]" * DEEP + "}",
        "- " * DEEP,
        "[\n" * DEEP,
        "\n".join(" " * depth + "a:" for depth in range(2_000)),
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 2_000)),
    ],
    ids=["[", "a: [", "{a:", "json map", "json list", "-", "[ lines", "block", "through aliases"],
)
def test_depth(text: str) -> None:
    error = only(text).error
    assert error is not None
    assert error.kind == "too-deep"
    assert "256 levels" in error.message


def test_the_deepest_documents_that_are_read() -> None:
    assert only("[" * 256 + "]" * 256).error is None
    assert only("[" * 257 + "]" * 257).error is not None
    assert only('{"a":' * 256 + "1" + "}" * 256).error is None
    assert only("x: &x [[1]]\ny: " + "[" * 253 + "*x" + "]" * 253).error is None
    assert only("x: &x [[1]]\ny: " + "[" * 254 + "*x" + "]" * 254).error is not None


def test_keys_that_are_collections() -> None:
    for text in ("{" * DEEP, "? " * DEEP):
        error = only(text).error
        assert error is not None
        assert error.kind == "invalid-key"


def laughs(levels: int, each: int) -> str:
    lines = [f"a0: &a0 [{', '.join('x' * each)}]"]
    for level in range(1, levels):
        items = ", ".join([f"*a{level - 1}"] * each)
        lines.append(f"a{level}: &a{level} [{items}]")
    return "\n".join(lines)


def test_aliases_that_multiply() -> None:
    error = only(laughs(12, 10)).error
    assert error is not None
    assert error.kind == "alias-bomb"
    assert only(laughs(3, 8)).error is None
    many = "a: &a {" + ", ".join(f"k{n}: 1" for n in range(1_000)) + "}\n"
    merges = "".join(f"b{n}: {{<<: *a}}\n" for n in range(2_000))
    error = only(many + merges).error
    assert error is not None
    assert error.kind == "alias-bomb"


def test_aliases_that_do_not() -> None:
    document = only("a: &a [1, 2]\nb:\n" + "- *a\n" * 10_000)
    assert document.error is None
    assert document.span(("b", 9_999, 1))[:2] == (1, 11)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "x" * 5_000_000,
        "a: " + "x " * 1_000_000,
        'a: "' + "x" * 5_000_000 + '"',
        "a: |\n" + "  text\n" * 200_000,
        "a: " + "1" * 2_000_000,
        "a: " + "1_" * 1_000_000,
        "a: 0x" + "0" * 2_000_000,
        "a: 0b+" + "1" * 2_000_000,
        "a: 1." + "0" * 2_000_000,
        "a: 1e" + "9" * 2_000_000,
        "a: 1 " + "#" * 1_000_000,
        "a:\n" + " " * 1_000_000 + "b: 1",
        "a: &x " + "\n  # c" * 20_000 + "\n  b",
        "a: {" + ", ".join(f"k{n}: b:c" for n in range(10_000)) + "}",
        "a: {" + ", ".join(f"'k{n}':b:c" for n in range(10_000)) + "}",
        'a: "' + "\\\\" * 200_000 + '" # \\/',
    ],
    ids=lambda text: repr(text[:20]),
)
def test_size(text: str) -> None:
    assert only(text).error is None


def test_colons_that_cannot_be_mended_one_by_one() -> None:
    """What follows a quote is mended word by word, and only so many of them."""
    for word, count in (('a:"{}"', 10_000), ("it's:{}", 300)):
        words = [word.format(number) for number in range(count)]
        assert only(f"a: [{', '.join(words)}]").data == {"a": words}
    error = only("a: [" + "it's:1, " * 10_000 + "]").error
    assert error
    assert error.message == "too many colons"


def test_repeated_keys_are_reported_up_to_a_limit() -> None:
    document = only("a: 1\n" * 30_000)
    assert document.data == {"a": 1}
    assert len(document.problems) == 1_000


def test_many_documents() -> None:
    assert len(load("---\na: 1\n" * 5_000)) == 5_000


def test_every_stand_in_is_taken() -> None:
    text = "".join(map(chr, [*range(0xE000, 0xF900), *range(0xF0000, 0xFFFFE)]))
    assert only(f"a: {{b:c, d: '{text}'}}").error is not None


@pytest.mark.parametrize(
    ("decoded", "share"),
    [(1_000, 0.99), (400_000, 0.99), (2_200_000, 0.545), (4_000_000, 0.10), (10**8, 0.10)],
)
def test_the_larger_a_document_the_less_of_it_may_come_from_aliases(
    decoded: int, share: float
) -> None:
    assert _allowed(decoded) == pytest.approx(share)
