"""The words and operators of a shell script, in time linear to its length.

The result is that of `shlex.shlex` with `posix` and `whitespace_split`, which takes time quadratic
to the longest word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

__all__ = ["tokens"]

_ESCAPE = re.compile(r'\\([\\"])')


def tokens(
    script: str, operators: str, blanks: str = " \t\r\n", comments: bool = True
) -> Iterator[str]:
    """The words, without quotes, and the sequences of operator characters.

    Args:
        script: The script.
        operators: The operator characters.
        blanks: The characters between words.
        comments: Whether ``#`` begins a comment, even inside a word.

    Raises:
        ValueError: A quote is not closed, or a backslash is the last character. Tokens in front of
            it are yielded first.
    """
    parts: list[str] = []
    for found in _pieces(operators, blanks, comments).finditer(script):
        kind, text = found.lastgroup, found[0]
        if kind == "plain":
            parts.append(text)
        elif kind == "single":
            parts.append(text[1:-1])
        elif kind == "double":
            parts.append(_ESCAPE.sub(r"\1", text[1:-1]) if "\\" in text else text[1:-1])
        elif kind == "escape":
            parts.append(text[1:])
        elif kind == "open":
            raise ValueError(f"not closed: {text[:1]}")
        else:
            if parts:
                yield "".join(parts)
                parts = []
            if kind == "operator":
                yield text
    if parts:
        yield "".join(parts)


@functools.cache
def _pieces(operators: str, blanks: str, comments: bool) -> re.Pattern[str]:
    mark, comment = ("#", r"|#[^\n]*") if comments else ("", "")
    return re.compile(
        rf"""(?P<plain>[^\\'"{re.escape(operators + blanks + mark)}]+)"""
        rf"|(?P<blank>[{re.escape(blanks)}]+{comment})"
        rf"|(?P<operator>[{re.escape(operators)}]+)"
        r"|(?P<single>'[^']*')"
        r'|(?P<double>"[^"\\]*+(?:\\.[^"\\]*+)*")'
        r"|(?P<escape>\\.)"
        r"|(?P<open>.)",
        re.DOTALL,
    )
