"""Replaces characters that libyaml refuses or skips and go-yaml v2 accepts as text.

Each is replaced by a character without a meaning in YAML that the text does not have, and put back
into the scalars. The number of characters is the same, so all positions stay.

- A colon inside a plain scalar of a flow collection, as in `{image: nginx:1.2}`: libyaml 0.1.7
  refuses it unless a blank follows.
- A byte order mark within the text: libyaml skips it at the start of a line.
- The backslash before a single quote in double quotes: libyaml does not know this escape. Its
  replacement has no meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from ruamel.yaml.events import ScalarEvent

from podlint.startup.lazy_pattern import pattern

_BYTE_ORDER_MARK = "\ufeff"
_PRIVATE_USE = (range(0xE000, 0xF900), range(0xF0000, 0xFFFFE))
_WORD = pattern(
    r"(?<![^\s\[{,:])(?:!\S*|(?P<plain>[^\s\[\]{},\"'&*!#?:][^\s\[\]{},\"']*(?:(?<=:)[\"'])?))"
)
"""A word of a plain scalar, or a tag, which may contain `,x:y`.

A word that starts with a colon may not be one: `{a, :b}` lacks a key. The text after a quote may
not be part of it either: `b":"c"` may follow `"a `.
"""

_INNER_COLON = pattern(r":(?=\S)")
_ESCAPED_QUOTE = pattern(r"(?<!\\)((?:\\\\)*)\\(?=')")


class StandIns:
    """A content with replacements; `originals` maps them to the characters, as for
    `str.translate`.
    """

    def __init__(self, content: str) -> None:
        self.text = content
        self.originals: dict[int, str] = {}
        self._colon = ""
        self._backslash = ""
        if _BYTE_ORDER_MARK in content:
            self.text = content.replace(_BYTE_ORDER_MARK, self._stand_in(_BYTE_ORDER_MARK))

    def replace_colons(self, index: int) -> None:
        """Replace the colon at an index, and the following ones that are certainly the same
        case.
        """
        colon = self._colon = self._colon or self._stand_in(":")
        behind, directive, rest = self.text[index + 1 :].partition("\n%")
        behind = _WORD.sub(
            lambda word: _INNER_COLON.sub(colon, word[0]) if word["plain"] else word[0], behind
        )
        self.text = self.text[:index] + colon + behind + directive + rest

    def replace_quote_escapes(self) -> bool:
        """Replace the backslashes before single quotes; return False if there are none left."""
        if not _ESCAPED_QUOTE.search(self.text):
            return False
        self._backslash = self._stand_in("\\")
        self.text = _ESCAPED_QUOTE.sub(rf"\1{self._backslash}", self.text)
        return True

    def restoring(self, next_event: Callable[[], Any]) -> Callable[[], Any]:
        """The events, with the original characters in their scalars."""
        originals = self.originals
        if not originals:
            return next_event

        def restored() -> Any:
            event = next_event()
            if type(event) is ScalarEvent:
                if self._backslash and event.style == '"':
                    event.value = event.value.replace(self._backslash, "")
                event.value = event.value.translate(originals)
            return event

        return restored

    def _stand_in(self, original: str) -> str:
        """The replacement of a character from now on; the character itself if the text has all
        others.
        """
        unused = (mark for mark in map(chr, chain(*_PRIVATE_USE)) if mark not in self.text)
        stand_in = next(unused, original)
        self.originals[ord(stand_in)] = original
        return stand_in
