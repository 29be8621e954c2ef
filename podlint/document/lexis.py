"""Details of YAML's syntax that the parser's events do not have."""

from __future__ import annotations

from podlint.startup.lazy_pattern import pattern

_BLANKS = " \t\r\n\x85\u2028\u2029"
_PROPERTIES = pattern(
    r"(?:[&!][^\s\x85]*(?:[ \t\r\n\x85\u2028\u2029]|#[^\r\n\x85\u2028\u2029]*|\Z)+)+"
)
_HEADER = pattern(r"[|>][-+0-9]*")
_REST_OF_LINE = pattern(r"[^\r\n\x85\u2028\u2029]*")


def after_properties(content: str, start: int, end: int) -> int:
    """The index of a node's own text, after its anchor and tag."""
    found = _PROPERTIES.match(content, start, end)
    return found.end() if found else start


def block_scalar_body(content: str, start: int) -> int:
    """The index of the end of the line with a block scalar's header."""
    found = _REST_OF_LINE.match(content, start)
    return found.end() if found else start


def block_scalar_end(content: str, start: int, end: int) -> int:
    """The index after the last character of a block scalar's text, or of its header."""
    start = after_properties(content, start, end)
    body = block_scalar_body(content, start)
    text = content[body:end].rstrip(_BLANKS)
    if text:
        return body + len(text)
    header = _HEADER.match(content, start)
    return header.end() if header else start
