"""Parses regular expressions: the part of Python's syntax that describes a regular language.

This excludes references to groups and lookaround, which can take exponential time with any method,
and atomic groups and possessive quantifiers. Everything else has the same meaning as in Python's
`re`, which also matches single characters and sets here, in constant time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

from podlint.document.regex_tree import Assertion, Choice, Node, One, Repeat, Row, size
from podlint.errors import PodlintError
from podlint.startup.lazy_pattern import pattern

__all__ = ["RegexError", "parse"]

_DEEPEST = 50
_MOST_CHARACTERS = 1_000
"""The maximum number of characters that a match can have, with all repetitions written out."""


class RegexError(PodlintError, ValueError):
    """A text is not a regular expression, or its match could take too long."""


def parse(text: str) -> Node:
    """Parse an expression.

    Raises:
        RegexError: The expression is invalid, too large, or uses a feature that is not supported.
    """
    return _Parser(text).whole()


_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "a": re.ASCII, "u": re.NOFLAG}
_CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_REPEAT = pattern(r"\{(?:(?P<exact>[0-9]+)|(?P<least>[0-9]*),(?P<most>[0-9]*))\}")
_GROUP = pattern(r"\?(?:P<\w+>|(?P<on>[a-zA-Z]*)(?:-(?P<off>[a-zA-Z]+))?(?P<end>[:)]))")
_CODE = pattern(r"x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})")
_OCTAL = pattern(r"0[0-7]{0,2}|[0-3][0-7]{2}")
_BEYOND_ASCII = pattern(r"[^\x00-\x7f]|\\[uU]")
_UNSUPPORTED = {
    "?=": "look-around",
    "?!": "look-around",
    "?<": "look-around",
    "?>": "an atomic group",
    "?P": "a reference to a group",
    "?(": "a reference to a group",
}


class _Parser:
    """Reads an expression from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._flags = re.NOFLAG
        self._depth = 0

    def whole(self) -> Node:
        """The tree of the whole text."""
        match = _GROUP.match(self._text, 1) if self._text.startswith("(?") else None
        if match and match["end"] == ")" and not match["off"]:
            self._flags = self._changed(match)
            self._at = match.end()
        node = self._choice()
        if self._at < len(self._text):
            raise self._invalid("a closing parenthesis has no opening parenthesis")
        return node

    def _choice(self) -> Node:
        parts = [self._row()]
        while self._takes("|"):
            parts.append(self._row())
            self._limit(len(parts))
        return parts[0] if len(parts) == 1 else self._sized(Choice(tuple(parts)))

    def _row(self) -> Node:
        parts: list[Node] = []
        self._skip_comments()
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            parts.append(self._repeated(self._one()))
            self._limit(len(parts))
        return parts[0] if len(parts) == 1 else self._sized(Row(tuple(parts)))

    def _sized(self, node: Node) -> Node:
        self._limit(size(node))
        return node

    def _limit(self, number: int) -> None:
        if number > _MOST_CHARACTERS:
            raise self._unsupported(
                f"more than {_MOST_CHARACTERS} characters, with repeats expanded"
            )

    def _skip_comments(self) -> None:
        while self._takes("(?#"):
            self._at = self._text.find(")", self._at) + 1
            if not self._at:
                raise self._invalid("a comment is not closed")

    def _repeated(self, part: Node) -> Node:
        self._skip_comments()
        limits = self._limits()
        if limits is None:
            return part
        if isinstance(part, Assertion):
            raise self._invalid("there is nothing to repeat")
        if self._takes("+"):
            raise self._unsupported("a possessive repeat")
        self._takes("?")
        self._skip_comments()
        if self._limits() is not None:
            raise self._invalid("a repeat is repeated")
        return self._sized(Repeat(part, *limits))

    def _limits(self) -> tuple[int, int | None] | None:
        """The limits of the quantifier that comes next, if there is one."""
        for sign, limits in _SIGNS.items():
            if self._takes(sign):
                return limits
        match = _REPEAT.match(self._text, self._at)
        if match is None:
            return None
        self._at = match.end()
        # A number with ten digits is too large anyway.
        least = int((match["exact"] or match["least"] or "0")[:10])
        bound = match["exact"] or match["most"]
        most = int(bound[:10]) if bound else None
        if most is not None and most < least:
            raise self._invalid("the minimum of a repeat is above its maximum")
        return least, most

    def _one(self) -> Node:
        """The next part, to which a quantifier may apply."""
        start = self._at
        character = self._text[start]
        if character in "*+?" or _REPEAT.match(self._text, start):
            raise self._invalid("there is nothing to repeat")
        self._at += 1
        match character:
            case "(":
                return self._group()
            case "[":
                return self._set(start)
            case "\\":
                return self._escape()
            case "^":
                multiline = self._flags & re.MULTILINE
                return Assertion.START_OF_LINE if multiline else Assertion.START
            case "$":
                multiline = self._flags & re.MULTILINE
                return Assertion.END_OF_LINE if multiline else Assertion.BEFORE_LAST_BREAK
            case ".":
                return self._class(".")
        return self._literal(character)

    def _group(self) -> Node:
        flags = self._flags
        if self._text.startswith("?", self._at):
            match = _GROUP.match(self._text, self._at)
            if match is None or match["end"] == ")":
                kind = _UNSUPPORTED.get(self._text[self._at : self._at + 2])
                raise self._unsupported(kind) if kind else self._invalid("unknown kind of group")
            self._at = match.end()
            if match["end"]:
                self._flags = self._changed(match)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._unsupported(f"groups nested more than {_DEEPEST} deep")
        node = self._choice()
        if not self._takes(")"):
            raise self._invalid("a parenthesis is not closed")
        self._depth -= 1
        self._flags = flags
        # A group with only an assertion may be repeated, but the assertion itself may not.
        return Row((node,)) if isinstance(node, Assertion) else node

    def _changed(self, match: re.Match[str]) -> re.RegexFlag:
        flags = self._flags
        for letter in match["on"] or "":
            if letter not in _FLAGS:
                raise self._unsupported(f"the flag {letter}")
            flags |= _FLAGS[letter]
            if letter == "u":
                flags &= ~re.ASCII
        for letter in match["off"] or "":
            if letter not in "ims":
                raise self._invalid(f"the flag {letter} cannot be turned off")
            flags &= ~_FLAGS[letter]
        return flags

    def _set(self, start: int) -> Node:
        end = start + 1 + self._text.startswith("^", start + 1)
        first, written = end, self._text[start:end]
        while (character := self._text[end : end + 1]) != "]" or end == first:
            if not character:
                raise self._invalid("a set is not closed")
            # Python warns about characters that may later mean set operations, unless they are
            # escaped.
            width = 2 if character == "\\" else 1
            written += "\\" * (character in "[&~|") + self._text[end : end + width]
            end += width
        self._at = end + 1
        if "--" in written:
            raise self._unsupported(r"-- in a set: write \-")
        if self._flags & re.IGNORECASE and "-" in written and _BEYOND_ASCII.search(written):
            raise self._unsupported("a range beyond ASCII where case is ignored")
        return self._class(written + "]")

    def _escape(self) -> Node:
        character = self._text[self._at : self._at + 1]
        if character in _EDGES:
            self._at += 1
            unicode, ascii_only = _EDGES[character]
            return ascii_only if self._flags & re.ASCII else unicode
        if character and character in "dDsSwW":
            self._at += 1
            return self._class("\\" + character)
        if octal := _OCTAL.match(self._text, self._at):
            self._at = octal.end()
            return self._literal(chr(int(octal[0], 8)))
        if code := _CODE.match(self._text, self._at):
            self._at = code.end()
            number = int(code[0][1:], 16)
            if number <= sys.maxunicode:
                return self._literal(chr(number))
        elif character.isdigit():
            raise self._unsupported("a reference to a group")
        elif character in _CONTROLS or (character and not character.isalnum()):
            self._at += 1
            return self._literal(_CONTROLS.get(character, character))
        elif character and not character.isascii():
            self._at += 1
            return self._literal(character)
        raise self._invalid("unknown escape")

    def _class(self, written: str) -> Node:
        try:
            re.compile(written, self._flags)
        except (re.error, ValueError) as error:
            raise self._invalid(f"{written}: {error}") from error
        return One(written, self._flags, literal=False)

    def _literal(self, character: str) -> Node:
        if self._flags & re.IGNORECASE:
            return One(re.escape(character), self._flags, literal=False)
        return One(character, self._flags, literal=True)

    def _takes(self, sign: str) -> bool:
        found = self._text.startswith(sign, self._at)
        self._at += len(sign) * found
        return found

    def _invalid(self, words: str) -> RegexError:
        return RegexError(f"invalid regular expression: {words} (character {self._at})")

    def _unsupported(self, what: str) -> RegexError:
        return RegexError(f"unsupported in a regular expression: {what}")


_SIGNS: Mapping[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_EDGES = {
    "A": (Assertion.START, Assertion.START),
    "Z": (Assertion.END, Assertion.END),
    "b": (Assertion.WORD_EDGE, Assertion.ASCII_WORD_EDGE),
    "B": (Assertion.NO_WORD_EDGE, Assertion.NO_ASCII_WORD_EDGE),
}
