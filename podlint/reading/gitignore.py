"""Matches paths with lines in ``.gitignore`` form, as git does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from podlint.startup.lazy_pattern import pattern

__all__ = ["IgnoreLines", "never_matches", "split_lines"]


class _Line(NamedTuple):
    """A line that can match a path.

    Attributes:
        negated: The line includes what it matches again.
        folders: The line matches folders only.
        by_name: The line is compared with the last part of a path.
        test: Whether a path, or its last part, matches.
    """

    negated: bool
    folders: bool
    by_name: bool
    test: Callable[[str], bool]


def split_lines(text: str) -> list[str]:
    """The lines of a file. Like git, this splits at LF and CRLF only, and skips a byte order
    mark.
    """
    return [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]


class IgnoreLines:
    """Patterns; the last one that matches a path decides."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Read lines. Comments, empty lines and patterns that cannot match are left out."""
        parsed = map(_parse, map(_as_bytes, lines))
        self._lines = tuple(line for line in parsed if line is not None)[::-1]
        self._folders: dict[str, bool] = {}

    def verdict(self, path: str, folder: bool) -> bool | None:
        """Whether the patterns ignore a path itself; None if none of them matches it.

        Args:
            path: The path, relative to the folder of the patterns, with slashes.
            folder: The path is a folder.
        """
        path = _as_bytes(path)
        name = path.rpartition("/")[2]
        for line in self._lines:
            if (folder or not line.folders) and line.test(name if line.by_name else path):
                return not line.negated
        return None

    def ignores(self, path: str, folder: bool = False) -> bool:
        """Whether a path is ignored, or one of the folders above it, which cannot be included
        again.
        """
        end = path.find("/")
        while end > 0:
            if self._ignores_folder(path[:end]):
                return True
            end = path.find("/", end + 1)
        return bool(self.verdict(path, folder))

    def _ignores_folder(self, path: str) -> bool:
        if path not in self._folders:
            self._folders[path] = bool(self.verdict(path, folder=True))
        return self._folders[path]


def never_matches(line: str) -> bool:
    """Whether a line is a malformed pattern, which matches no path."""
    return not line.startswith("#") and bool(line.strip(" ")) and _parse(_as_bytes(line)) is None


def _as_bytes(text: str) -> str:
    """The text with one character for each byte of its UTF-8 form, because git compares bytes."""
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("latin-1")


def _parse(line: str) -> _Line | None:
    if line.startswith("#"):
        return None
    line = _without_trailing_spaces(line)
    negated = line.startswith("!")
    line = line[negated:]
    folders = line.endswith("/")
    line = line[: len(line) - folders]
    by_name = "/" not in line
    test = _test(line.removeprefix("/"), by_name)
    return _Line(negated, folders, by_name, test) if test else None


def _without_trailing_spaces(line: str) -> str:
    bare = line.rstrip(" ")
    if bare == line:
        return line
    # A backslash before the spaces keeps the first of them, unless the backslash is escaped.
    escapes = len(bare) - len(bare.rstrip("\\"))
    return bare + " " if escapes % 2 else bare


def _test(text: str, by_name: bool) -> Callable[[str], bool] | None:
    """A function that tells whether a text matches; most patterns need no regular expression."""
    if not text:
        return None
    if not _WILD.search(text):
        return text.__eq__
    rest = text[1:]
    if by_name and text.startswith("*") and not _WILD.search(rest):
        return lambda name: name.endswith(rest)
    # Most projects ignore only plain names and suffixes.
    from podlint.reading.wildmatch import glob

    found = glob(text)
    if found is None:
        return None
    least, expression = found.least, pattern(found.expression, re.DOTALL)
    return lambda path: len(path) >= least and expression.fullmatch(path) is not None


_WILD = pattern(r"[*?\[\\]")
