r"""Parses the text of a chunk into events, with whichever parser is installed.

libyaml, through ruamel.yaml's C extension, reads nearly everything that go-yaml v2 reads, in the
same way. Text that only its version 0.1.7 refuses is replaced before (`stand_ins.py`). The escape
`\/` in double quotes, which go-yaml refuses and libyaml accepts, is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ruamel.yaml.events import ScalarEvent

from podlint.document.fault import Refused
from podlint.startup.lazy_pattern import pattern

try:
    from _ruamel_yaml import CParser  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    CParser = None

Next = Callable[[], Any]

NATIVE_PARSER = CParser is not None
"""Whether ruamel.yaml's C extension is installed. Without it, ruamel.yaml's own parser reads
documents: it is about twenty times slower, refuses tabs, and reads some Unicode characters
differently from Kubernetes.
"""

FLOW_COLON = "found unexpected ':'"
UNKNOWN_ESCAPE = "found unknown escape character"
_SURROGATE = pattern("[\ud800-\udfff]")
_SLASH_ESCAPE = pattern(r"(?:[^\\]|\\[^/])*\\/", re.DOTALL)


def events(content: str) -> Next:
    """A function that returns the next event of the parser; it raises errors of the parser, or
    Refused.
    """
    next_event: Next = _pure(content).__next__ if CParser is None else CParser(content).get_event
    return _without_slash_escapes(next_event, content) if "\\/" in content else next_event


def tokens(content: str) -> Next:
    """A function that returns the next token of the scanner, which reads no more text than this
    token needs; None at the end. It raises errors of the scanner.
    """
    if CParser is not None:
        found: Next = CParser(content).get_token
        return found
    from ruamel.yaml import YAML

    scanned = iter(YAML(typ="safe", pure=True).scan(content))
    return lambda: next(scanned, None)


def _without_slash_escapes(next_event: Next, content: str) -> Next:
    def checked() -> Any:
        event = next_event()
        if type(event) is ScalarEvent and event.style == '"':
            found = _SLASH_ESCAPE.match(content, event.start_mark.index, event.end_mark.index)
            if found:
                message, end = r"unknown escape '\/' in double quotes", found.end()
                raise Refused(
                    "syntax", message, end - 2, end, help="Write '/' without a backslash."
                )
        return event

    return checked


def _pure(content: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    for event in YAML(typ="safe", pure=True).parse(content):
        if type(event) is ScalarEvent and _SURROGATE.search(event.value):
            start, end = event.start_mark.index, event.end_mark.index
            message = "the escape is only half of a character"
            raise Refused("syntax", message, start, end, help="Write the character itself.")
        yield event
