"""What is shown of lines."""

from __future__ import annotations

import pytest

from podlint.document.credentials import stretches
from podlint.document.redaction import Redaction


def test_of_a_long_line_that_is_shown_which_is_near() -> None:
    line = f"{'a' * 2000}token: 'hunter2Ab' {'b' * 2000}"
    redaction = Redaction({}, ("hunter2Ab",))
    excerpt = redaction.excerpt(1, line, 2000, 2005)
    assert (len(excerpt.before), excerpt.marked, excerpt.after[:6]) == (203, "token", ": '…(9")
    assert excerpt.before.startswith("...a")
    assert excerpt.after.endswith("b...")
    assert len(str(excerpt)) < 500
    assert redaction.line(1, line) == line.replace("hunter2Ab", "…(9 characters)")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("--password=hunter2Ab", ["hunter2Ab"]),
        (f"TOKEN=ghp_{'a1B2' * 9}", [f"ghp_{'a1B2' * 9}"]),
        (f"--token=ghp_{'a1B2' * 9}-and-more", [f"ghp_{'a1B2' * 9}-and-more"]),
        ("echo hello", []),
    ],
)
def test_credentials_that_are_found_in_two_ways_are_one_stretch(
    text: str, found: list[str]
) -> None:
    assert [text[start:end] for start, end in stretches(text)] == found
