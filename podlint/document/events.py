r"""A chunk's text to parser events, whichever parser there is.

libyaml, through ruamel.yaml's C extension, reads nearly all that go-yaml v2 reads, and alike. What
its version 0.1.7 refuses without need is mended beforehand (`mend.py`); the escape `\/`, which it
takes in double quotes and go-yaml refuses, is looked for here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml.events import ScalarEvent

from podlint.document.fault import Refused

try:
    from _ruamel_yaml import CParser  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    CParser = None

Next = Callable[[], Any]

FAST = CParser is not None
"""Whether ruamel.yaml's C extension is there. Without it documents are read by ruamel.yaml's own
parser: about twenty times slower, and it refuses tabs and reads some Unicode characters
differently from Kubernetes."""

FLOW_COLON = "found unexpected ':'"
_SLASH_ESCAPE = re.compile(r"(?:[^\\]|\\[^/])*\\/", re.DOTALL)


def events(content: str) -> Next:
    """The parser's events, one a call; the call raises what the parser raises."""
    if CParser is None:
        return _pure(content)
    next_event: Next = CParser(content).get_event
    return _without_slash_escapes(next_event, content) if "\\/" in content else next_event


def _without_slash_escapes(next_event: Next, content: str) -> Next:
    def checked() -> Any:
        event = next_event()
        if type(event) is ScalarEvent and event.style == '"':
            found = _SLASH_ESCAPE.match(content, event.start_mark.index, event.end_mark.index)
            if found:
                message = "no such escape in double quotes: write '/' without a backslash"
                raise Refused("syntax", message, found.end() - 2, found.end())
        return event

    return checked


def _pure(content: str) -> Next:
    from ruamel.yaml import YAML

    next_event: Next = YAML(typ="safe", pure=True).parse(content).__next__
    return next_event
