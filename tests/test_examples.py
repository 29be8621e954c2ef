"""The marks in rule examples."""

from __future__ import annotations

from podlint.examples import Expected, read_example


def test_marks_are_stripped_and_read() -> None:
    example = read_example(
        """
        a: 1  # finding
        b: 2 # kept
        c: 3  # finding 2
        """
    )
    assert example.text == "a: 1\nb: 2 # kept\nc: 3\n"
    assert example.expected == (Expected(1), Expected(3), Expected(3))


def test_carets_say_columns() -> None:
    example = read_example(
        """
        key: value  # finding
        #    ^^^^^
        other: [a, b]  # finding 2
        #       ^  ^
        """
    )
    assert example.text == "key: value\nother: [a, b]\n"
    assert example.expected == (Expected(1, 6, 11), Expected(2, 9, 10), Expected(2, 12, 13))


def test_a_comment_with_a_caret_in_words_is_kept() -> None:
    assert read_example("a: 1\n# x ^ y\n").text == "a: 1\n# x ^ y\n"
