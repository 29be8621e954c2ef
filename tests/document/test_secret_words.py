"""Words of secrets in texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proportion import in_proportion

from podlint.document.secret_words import SecretWords, apart

LONG = "correct-Horse-battery"


def shown(words: list[str], text: str) -> str:
    for start, end, instead in reversed(apart(SecretWords(words).find(text), text)):
        text = text[:start] + instead + text[end:]
    return text


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (["hunter2A"], "a hunter2A, hunter2A", "a …(8 characters), …(8 characters)"),
        (["hunter2A"], "hunter2", "hunter2"),
        ([LONG], f"{LONG[:15]}...", "…(21 characters)..."),
        ([LONG], LONG[:11], LONG[:11]),
        (["hunter2A", "hunter2Alonger"], "hunter2Alonger", "…(14 characters)"),
        ([LONG, LONG + "-1", LONG + "-2"], f"{LONG}-2", "…(23 characters)"),
        (["ab12AB", "12ABcd"], "ab12ABcd", "…(8 characters)"),
        ([], "hunter2A", "hunter2A"),
    ],
)
def test_what_is_shown_instead(words: list[str], text: str, expected: str) -> None:
    assert shown(words, text) == expected


@given(st.lists(st.text("abA", min_size=6, max_size=16), max_size=30), st.text("abA", max_size=40))
def test_no_word_is_left(words: list[str], text: str) -> None:
    rest = shown(words, text)
    assert not any(word in rest for word in words)


def test_many_words_are_looked_for_in_proportion() -> None:
    def texts(count: int) -> list[str]:
        return [f"same-Beginning-of-{number}" for number in range(count)]

    def work(words: list[str]) -> None:
        found = SecretWords(words)
        for word in words:
            list(found.find(word))

    assert in_proportion(texts, 300, work)


def test_a_word_that_repeats_itself_is_looked_for_in_proportion() -> None:
    assert in_proportion(lambda size: "aB" * size, 5000, lambda text: shown([text], f"{text}a B"))
