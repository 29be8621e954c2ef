"""Words of shell scripts: what `shlex` makes of them, but in linear time."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from podlint.pods.commands.lexer import tokens

SCRIPTS = st.text("ab1'\"\\#;|&<>() \t\r\n$=é\u2028\x85\xa0\0", max_size=30)
FORMS = (
    (";|&", " \t\r\n", True),
    (";|&<>()\n", " \t", False),
)


def of_shlex(script: str, operators: str, blanks: str, comments: bool) -> Iterator[str]:
    lexer = shlex.shlex(script, posix=True, punctuation_chars=operators)
    lexer.whitespace, lexer.whitespace_split = blanks, True
    if not comments:
        lexer.commenters = ""
    yield from lexer


def until_error(found: Iterator[str]) -> list[str | None]:
    """The tokens, and None at the end where a quote is open."""
    known: list[str | None] = []
    try:
        known.extend(found)
    except ValueError:
        known.append(None)
    return known


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=1500)
@given(SCRIPTS)
@example("a'b'\"c\\\"d\\x\"\\ e#f\ng'")
@example("'' \"\" a''")
@example("a;#b\n;;&c\\")
def test_the_tokens_are_those_of_shlex(form: tuple[str, str, bool], script: str) -> None:
    assert until_error(tokens(script, *form)) == until_error(of_shlex(script, *form))
