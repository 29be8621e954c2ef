"""Parses one JSON value into the events of a YAML parser.

The grammar is that of Go's encoding/json; a lone surrogate in an escape means U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ruamel.yaml.events import (
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from podlint.document.alias import MAX_DEPTH, TOO_DEEP
from podlint.startup.lazy_pattern import pattern

_TOKEN = pattern(
    r"""[ \t\r\n]*(?:
        (?P<string>"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")
        |(?P<plain>-?(?>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![.eE])
            |true|false|null)
        |(?P<open>[\[{])
        |(?P<close>[\]}])
        |(?P<colon>:)
        |(?P<comma>,)
    )""",
    re.VERBOSE,
)
_BLANKS = pattern(r"[ \t\r\n]*")
_SURROGATE = pattern("[\ud800-\udfff]")

# the groups of tokens that may come next
_VALUE = frozenset({"string", "plain", "open"})
_ITEM_OR_END = _VALUE | {"close"}
_KEY = frozenset({"string"})
_KEY_OR_END = _KEY | {"close"}
_COLON = frozenset({"colon"})
_COMMA_OR_END = frozenset({"comma", "close"})
_WORDS = {
    _VALUE: "a value",
    _ITEM_OR_END: "a value or ']'",
    _KEY: "a key in double quotes",
    _KEY_OR_END: "a key in double quotes or '}'",
    _COLON: "':'",
    _COMMA_OR_END: "',' or the closing bracket",
}


class NotJSON(ValueError):  # noqa: N818 - says what the text is
    """The text is not a JSON value; `offset` is the place of the error."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@dataclass(slots=True)
class _Mark:
    index: int


def events(content: str, start: int) -> tuple[Callable[[], Event], int]:
    """The events of the value at an offset, and the offset after it; raises NotJSON."""
    parsed: list[Event] = []
    due: list[str] = []  # the brackets that are open
    expected, offset = _VALUE, start
    while True:
        token = _TOKEN.match(content, offset)
        kind = token.lastgroup if token else None
        if token is None or kind is None or kind not in expected:
            raise _unexpected(content, offset, expected)
        if kind == "close" and token["close"] != due[-1]:
            raise _unexpected(content, offset, expected)
        offset = token.end()
        if kind == "colon":
            expected = _VALUE
        elif kind == "comma":
            expected = _KEY if due[-1] == "}" else _VALUE
        else:
            begin, end = _Mark(token.start(kind) - start), _Mark(offset - start)
            is_key = expected is _KEY or expected is _KEY_OR_END
            parsed.append(_event(kind, token[kind], begin, end))
            if kind == "open":
                if len(due) > MAX_DEPTH:
                    raise NotJSON(TOO_DEEP, offset)
                due.append("}" if token["open"] == "{" else "]")
                expected = _KEY_OR_END if due[-1] == "}" else _ITEM_OR_END
                continue
            if kind == "close":
                due.pop()
            elif is_key:
                expected = _COLON
                continue
            if not due:
                parsed.append(DocumentEndEvent(end, end))
                return iter(parsed).__next__, offset
            expected = _COMMA_OR_END


def _event(kind: str, text: str, begin: _Mark, end: _Mark) -> Event:
    if kind == "string":
        return ScalarEvent(None, None, (False, True), _unquoted(text), begin, end, style='"')
    if kind == "plain":
        return ScalarEvent(None, None, (True, False), text, begin, end, style="")
    if kind == "open":
        event = MappingStartEvent if text == "{" else SequenceStartEvent
        return event(None, None, True, begin, end, flow_style=True)
    return (MappingEndEvent if text == "}" else SequenceEndEvent)(begin, end)


def _unquoted(text: str) -> str:
    if "\\" not in text:
        return text[1:-1]
    import json

    return _SURROGATE.sub("\ufffd", json.loads(text))


def _unexpected(content: str, offset: int, expected: frozenset[str]) -> NotJSON:
    blanks = _BLANKS.match(content, offset)
    at = blanks.end() if blanks else offset
    return NotJSON(f"invalid JSON: expected {_WORDS[expected]} here", at)
