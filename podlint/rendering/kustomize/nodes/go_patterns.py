"""Regular expressions of Go (RE2), which Python's differ from in details.

Source: regexp/syntax/parse.go of Go.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import lru_cache

from podlint.document.automaton import Automaton
from podlint.document.regex_syntax import RegexError
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.startup.lazy_pattern import pattern

__all__ = ["matcher"]

_MOST_REPEATS = 1000
_REPEAT = pattern(r"(?:[*+?]|\{([0-9]+)(?:,([0-9]*))?\})\??")
_CODE = pattern(r"\\x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,6})\})")
_CONDITIONS = frozenset(("^", r"\Z", r"\A", r"\b", r"\B"))
_NAMED = pattern(r"\[:\^?\w+:\]")
_GROUP = pattern(r"\((?!\?)|\(\?:|\(\?P?<\w+>")
_FLAG_GROUP = pattern(r"\(\?[imsU]*(-[imsU]+)?[:)]")
_FLAGS = pattern(r"\(\?([imsU]+)\)")
_UNKNOWN = "unsupported in a regular expression:"
_CLASSES = {
    "[:alnum:]": "0-9A-Za-z", "[:alpha:]": "A-Za-z", "[:ascii:]": r"\x00-\x7f",
    "[:blank:]": r"\t ", "[:cntrl:]": r"\x00-\x1f\x7f", "[:digit:]": "0-9",
    "[:graph:]": "!-~", "[:lower:]": "a-z", "[:print:]": " -~",
    "[:punct:]": r"!-/:-@\[-`{-~", "[:space:]": r"\t\n\v\f\r ", "[:upper:]": "A-Z",
    "[:word:]": "0-9A-Za-z_", "[:xdigit:]": "0-9A-Fa-f",
}  # fmt: skip
_SPACE = r"\t\n\f\r "
_SAME = frozenset("abBAfnrtvdDwW")
"""Escapes that mean in Go what they mean in Python if only ASCII counts."""


def matcher(expression: str, origin: Origin | None) -> Callable[[str], bool]:
    """A function that says whether a text holds a match of an expression.

    Raises:
        BuildError: It is not a regular expression of Go.
        Declined: It is one that podlint does not read.
    """
    found = _matcher(expression)
    if isinstance(found, str):
        kind = Declined if found.startswith("unsupported") else BuildError
        raise kind(f"{found}: `{expression}`", origin)
    return found


@lru_cache(maxsize=256)
def _matcher(expression: str) -> Callable[[str], bool] | str:
    try:
        return Automaton(_Translation(expression).whole()).search
    except RegexError as error:
        return str(error)


class _Translation:
    """Writes an expression in Python's syntax, from left to right."""

    def __init__(self, expression: str) -> None:
        self._text = expression
        self._at = 0

    def whole(self) -> str:
        found: list[str] = []
        flags = "a"
        while self._at < len(self._text):
            given = _FLAGS.match(self._text, self._at)
            if given and not "".join(found).strip("^") and set(given[1]) <= set("is"):
                flags += given[1]
                self._at = given.end()
            else:
                token = self._next()
                # Go repeats conditions, too.
                is_repeated = token in _CONDITIONS and _REPEAT.match(self._text, self._at)
                found.append(f"(?:{token})" if is_repeated else token)
        return f"(?{flags}){''.join(found)}"

    def _next(self) -> str:
        """What comes next outside of sets."""
        sign = self._text[self._at]
        if sign == "\\":
            return self._escape()
        if sign == "[":
            return self._set()
        if sign == "(":
            return self._group()
        if repeat := _REPEAT.match(self._text, self._at):
            return self._repeat(repeat)
        self._at += 1
        if sign == "$":
            return r"\Z"
        return rf"\{sign}" if sign in "{}" else sign

    def _repeat(self, repeat: re.Match[str]) -> str:
        if max(int(each or 0) for each in repeat.groups()) > _MOST_REPEATS:
            raise RegexError("invalid regular expression: a repeat count is too large")
        self._at = repeat.end()
        if _REPEAT.match(self._text, self._at):
            raise RegexError("invalid regular expression: a repeat is repeated")
        return repeat[0]

    def _escape(self) -> str:
        if code := _CODE.match(self._text, self._at):
            self._at = code.end()
            if (number := int(code[1] or code[2], 16)) > sys.maxunicode:
                raise RegexError("invalid regular expression: there is no such character")
            return re.escape(chr(number))
        sign = self._text[self._at + 1 : self._at + 2]
        self._at += 2
        if sign == "Q":
            raw, _, _ = self._text[self._at :].partition(r"\E")
            self._at = min(self._at + len(raw) + 2, len(self._text))
            return re.escape(raw)
        if sign == "z":
            return r"\Z"
        if sign in ("s", "S"):
            return f"[{'^' * (sign == 'S')}{_SPACE}]"
        return self._plain_escape(sign)

    def _plain_escape(self, sign: str) -> str:
        if sign and (sign in "xpPSC" or sign.isdigit()):
            raise RegexError(rf"{_UNKNOWN} \{sign}")
        if not sign.isascii() or (sign.isalnum() and sign not in _SAME):
            raise RegexError(rf"invalid regular expression: unknown escape \{sign}")
        return rf"\{sign}"

    def _group(self) -> str:
        """The beginning of a group; names are left out."""
        begin = _GROUP.match(self._text, self._at)
        if begin is None:
            if _FLAG_GROUP.match(self._text, self._at):
                raise RegexError(f"{_UNKNOWN} flags")
            raise RegexError("invalid regular expression: unknown kind of group")
        self._at = begin.end()
        return "(?:"

    def _set(self) -> str:
        """A set, to its closing bracket."""
        end = self._at + 1 + self._text.startswith("^", self._at + 1)
        found = self._text[self._at : end]
        self._at = end
        while (sign := self._text[self._at : self._at + 1]) != "]" or self._at == end:
            if not sign:
                raise RegexError("invalid regular expression: a set is not closed")
            if named := _NAMED.match(self._text, self._at):
                if named[0] not in _CLASSES:
                    raise RegexError(f"{_UNKNOWN} {named[0]}")
                found += _CLASSES[named[0]]
                self._at = named.end()
            elif sign == "\\":
                sign = self._text[self._at + 1 : self._at + 2]
                self._at += 2
                found += _SPACE if sign == "s" else self._plain_escape(sign)
            else:
                found += rf"\{sign}" if sign in "[&~|" else sign
                self._at += 1
        self._at += 1
        return f"{found}]"
