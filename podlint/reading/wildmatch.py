"""Glob patterns as git's wildmatch reads them, in time that grows with pattern times text.

A pattern becomes a regular expression that tries the part after a `*` at one place only: an atomic
group takes the first place where it fits, up to the next star. This is enough, because a match at a
later place exists only if one exists at the first place. So no pattern takes exponential or cubic
time.

git compares bytes, so texts have one character for each byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

__all__ = ["Glob", "glob"]

_STAR = ""
"""Any number of characters within a segment; each other text in a segment is one character."""

_DEEP = None
"""Stands for `**` between slashes: any number of whole segments."""

_Segment = list[str]


class Glob(NamedTuple):
    """A compiled pattern.

    Attributes:
        expression: A regular expression for a whole text, to compile with ``re.DOTALL``.
        least: The number of bytes of the shortest text that can match.
    """

    expression: str
    least: int


def glob(pattern: str) -> Glob | None:
    """Compile a pattern, in which only `**` matches slashes.

    Args:
        pattern: The pattern; a slash at its start is an ordinary character.

    Returns:
        None if the pattern cannot match anything, for example because a `[` is never closed.
    """
    segments = _segments(pattern)
    if segments is None:
        return None
    written = [segment for segment in segments if segment is not _DEEP]
    characters = sum(each is not _STAR for segment in written for each in segment)
    return Glob(_expression(segments), characters + max(len(written) - 1, 0))


def _segments(pattern: str) -> list[_Segment | None] | None:
    """The parts between slashes; None if the pattern is malformed."""
    segments: list[_Segment | None] = []
    segment: _Segment | None = []
    position, sets = 0, _Sets(pattern)
    while position < len(pattern):
        character, end = pattern[position], position + 1
        escaped = character == "\\"
        if escaped:
            character, end = pattern[end : end + 1], end + 1
            if not character:
                return None
        if character == "/":
            if escaped and segment is _DEEP:
                segments.append([_STAR])
            segments.append(segment)
            segment = []
        elif character == "*" and not escaped:
            while pattern[end : end + 1] == "*":
                end += 1
            begins = position == 0 or pattern[position - 1] == "/"
            closes = end == len(pattern) or pattern.startswith(("/", "\\/"), end)
            if end - position > 1 and begins and closes:
                segment = _DEEP
            elif segment is not None:
                segment.append(_STAR)
        elif segment is not None:
            one = re.escape(character)
            if not escaped and character == "?":
                one = "[^/]"
            elif not escaped and character == "[":
                characters, end = sets.read(end)
                if characters is None:
                    return None
                one = _one_of(characters)
            segment.append(one)
        position = end
    return [*segments, segment]


def _expression(segments: list[_Segment | None]) -> str:
    """Runs of segments between `**`; all but the last are matched where they first fit."""
    expression, run, deep = "", list[str](), False
    for segment in segments:
        if segment is not _DEEP:
            run.append(_in_segment(segment))
            continue
        if run:
            fitting = "".join(f"{each}/" for each in run)
            expression += f"(?>(?:[^/]++/)*?{fitting})" if deep else fitting
        run, deep = [], True
    if not run:
        return expression + ".*"
    return expression + ("(?:.*/)?" if deep else "") + "/".join(run)


def _in_segment(segment: _Segment) -> str:
    """The same within a segment: the text between two stars is matched where it first fits."""
    chunks, chunk = list[str](), ""
    for each in segment:
        if each is _STAR:
            chunks.append(chunk)
            chunk = ""
        else:
            chunk += each
    if not chunks:
        return chunk
    first, *middle = chunks
    fitting = "".join(f"(?>[^/]*?{each})" for each in middle if each)
    return f"{first}{fitting}[^/]*{chunk}"


_ANY = frozenset(map(chr, range(256))) - {"/"}
_CLASSES: Mapping[str, Callable[[str], bool]] = {
    "alnum": str.isalnum,
    "alpha": str.isalpha,
    "blank": " \t".__contains__,
    "cntrl": lambda character: not character.isprintable(),
    "digit": str.isdigit,
    "graph": lambda character: character.isprintable() and character != " ",
    "lower": str.islower,
    "print": str.isprintable,
    "punct": lambda character: (
        character.isprintable() and not (character.isalnum() or character == " ")
    ),
    "space": " \t\n\r".__contains__,
    "upper": str.isupper,
    "xdigit": "0123456789abcdefABCDEF".__contains__,
}
"""The ASCII characters of each class."""


class _Sets:
    """Reads the sets of a pattern, such as `[a-z]`, from the position after the bracket."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._bracket = -1

    def read(self, position: int) -> tuple[frozenset[str] | None, int]:
        """The characters, and the end of the set; None if it is not closed, or malformed."""
        chosen, previous = set[str](), ""
        negated = self._pattern.startswith(("!", "^"), position)
        first = position = position + negated
        while (character := self._at(position)) != "]" or position == first:
            if character == "-" and previous and self._at(position + 1) not in ("", "]"):
                character, position = self._one(position + 1)
                chosen.update(map(chr, range(ord(previous), ord(character or "\0") + 1)))
                previous = ""
            elif self._pattern.startswith("[:", position) and (name := self._class(position + 2)):
                if name not in _CLASSES:
                    return None, position
                chosen.update(filter(_CLASSES[name], map(chr, range(128))))
                position, previous = self._bracket, ""
            else:
                character, position = self._one(position)
                chosen.add(character)
                previous = character
            if not character:
                return None, position
            position += 1
        return frozenset(_ANY - chosen if negated else _ANY & chosen), position + 1

    def _at(self, position: int) -> str:
        return self._pattern[position : position + 1]

    def _one(self, position: int) -> tuple[str, int]:
        """The character at a position, and its position if it is escaped."""
        character = self._at(position)
        return (
            (self._at(position + 1), position + 1) if character == "\\" else (character, position)
        )

    def _class(self, position: int) -> str:
        """The name before the `:]` that closes a class, such as `alpha`; empty if there is none."""
        if self._bracket < position:
            found = self._pattern.find("]", position)
            self._bracket = len(self._pattern) if found < 0 else found
        if self._at(self._bracket - 1) != ":" or self._bracket == position:
            return ""
        return self._pattern[position : self._bracket - 1][:10] or "?"


def _one_of(characters: Iterable[str]) -> str:
    codes = sorted(map(ord, characters))
    ranges = list[list[int]]()
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    written = "".join(f"\\x{low:02x}-\\x{high:02x}" for low, high in ranges)
    return f"[{written}]" if written else "(?!)"
