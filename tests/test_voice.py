"""podlint speaks plainly: no shipped text uses a word that is retired, and messages are short."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from podlint.finding.report import Finding
from podlint.rule.examples import read_example
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import Rule
from podlint.testing import findings_of
from tests.voice import Piece, retired, shipped

RULES = load_package(BUILTIN)


def findings(rule: Rule) -> Iterator[Finding]:
    """What a rule says of its bad examples."""
    for example in rule.bad:
        yield from findings_of(rule, read_example(example).text)


def test_no_shipped_text_uses_a_retired_word() -> None:
    found = [
        f"{piece.path}:{piece.line}: `{words}`; say: {instead}"
        for piece in shipped()
        for words, instead in retired(piece)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "It is mended\nbesides.",
        "This hangs for\never.",
        "or else.",
        "a limit above that of the Pod",
        "the old key and the\nnew one",
        "exactly what is allowed",
    ],
)
def test_a_retired_word_is_found(text: str) -> None:
    assert list(retired(Piece("page.md", 1, re.sub(r"\s+", " ", text))))


def test_comments_in_code_may_use_words_that_pages_do_not_use() -> None:
    assert not list(retired(Piece("podlint/api.py", 1, "the old key and the new one")))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_parts_of_a_finding_have_their_form(rule: Rule) -> None:
    """Their lengths are proved with the examples of each rule."""
    for each in findings(rule):
        assert not each.message.endswith("."), each.message
        assert "; " not in each.message, each.message
        assert not re.match(r"(?:The|A|An|This|No|Not|It) ", each.message), each.message
        for part in filter(None, (each.why, each.help)):
            assert part[0].isupper() or part[0] in "`'\"", part
            assert part[-1] in ".`:", part
            assert re.sub(r"`[^`]*`", "", part).count(";") < 2, part
