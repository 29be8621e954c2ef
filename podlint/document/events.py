r"""A chunk's text to parser events, whichever parser there is.

libyaml, through ruamel.yaml's C extension, reads nearly all that go-yaml v2 reads, and alike. Where
its version 0.1.7 refuses what go-yaml takes (a `:` inside a plain scalar of a flow collection, as
in `{image: nginx:1.2}`), the colons are replaced by a character that means nothing to YAML and put
back into the scalars: one character for one, so that every position stays. The other way round,
it takes the escape `\/` in double quotes, which go-yaml refuses; that is looked for apart.
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
_PRIVATE_USE = range(0xE000, 0xF900)
_PLAIN = re.compile(r"(?<![^\s\[{,:])[^\s\[\]{},\"'&*!#][^\s\[\]{},]*")
_SLASH_ESCAPE = re.compile(r"(?:[^\\]|\\[^/])*\\/", re.DOTALL)
_INNER_COLON = re.compile(r":(?=\S)")


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


def marked(content: str, mark: str) -> Next:
    """The events of a text in which `mark` stands for colons."""
    next_event = events(content)

    def restored() -> Any:
        event = next_event()
        if type(event) is ScalarEvent:
            event.value = event.value.replace(mark, ":")
        return event

    return restored


def unused_character(content: str) -> str:
    """A character that YAML takes as text and that the content does not have."""
    return next(character for character in map(chr, _PRIVATE_USE) if character not in content)


def mark_colons(content: str, index: int, mark: str) -> str:
    """The content with the colon at `index` replaced, and those behind it that look alike."""
    behind = _PLAIN.sub(lambda plain: _INNER_COLON.sub(mark, plain[0]), content[index + 1 :])
    return content[:index] + mark + behind


def _pure(content: str) -> Next:
    from ruamel.yaml import YAML

    next_event: Next = YAML(typ="safe", pure=True).parse(content).__next__
    return next_event
