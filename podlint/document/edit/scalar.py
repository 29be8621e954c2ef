"""Writes scalars and keys so that Kubernetes reads the same values back."""

from __future__ import annotations

import json
from typing import Literal

from podlint.document.edit import Octal
from podlint.document.scalar import resolve
from podlint.document.span import JSON
from podlint.startup.lazy_pattern import pattern

Quote = Literal["", "'", '"']

# characters that need no escape in YAML on one line; other characters need double quotes
_UNPRINTABLE = pattern(
    r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NOT_FIRST = frozenset(",[]{}#&*!|>'\"%@`")
_NOT_ALONE_FIRST = frozenset("-?:")
_ENDS_PLAIN = pattern(r": |:$| #|^(?:---|\.\.\.)")
_ENDS_PLAIN_IN_FLOW = pattern(r"[,\[\]{}]|:(?![\w./])|^:|\?")
_ESCAPED = pattern("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(value: JSON, quote: Quote = "", flow: bool = False) -> str:
    """A scalar on one line; text has these quotes if possible, otherwise none, otherwise double
    quotes.

    `flow` is whether it is inside brackets or braces.
    """
    if isinstance(value, Octal):
        return f"0{value:o}"
    if not isinstance(value, str):
        return json.dumps(value)
    if quote == "'" and not _UNPRINTABLE.search(value):
        return "'" + value.replace("'", "''") + "'"
    if quote == "" and _is_plain(value, flow):
        return value
    return double_quoted(value)


def key(text: str, quote: Quote = "", flow: bool = False) -> str:
    """A key of a map."""
    if text == "<<":
        return '"<<"'
    return scalar(text, quote, flow)


def double_quoted(text: str) -> str:
    """Text in double quotes, which is valid in YAML and in JSON."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def literal(text: str) -> tuple[str, list[str]] | None:
    """The header and the lines of a block scalar for a text with several lines, if it can be
    one.
    """
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 2 or lines[0][:1] in ("", " ", "\t") or not lines[-1]:
        return None
    if any(_UNPRINTABLE.search(line.replace("\t", " ")) for line in lines):
        return None
    return "|" if text.endswith("\n") else "|-", lines


def _is_plain(text: str, flow: bool) -> bool:
    if not text or text != text.strip(" ") or _UNPRINTABLE.search(text):
        return False
    if text[0] in _NOT_FIRST or (text[0] in _NOT_ALONE_FIRST and text[1:2] in ("", " ")):
        return False
    if _ENDS_PLAIN.search(text) or (flow and _ENDS_PLAIN_IN_FLOW.search(text)):
        return False
    return resolve(text) == text
