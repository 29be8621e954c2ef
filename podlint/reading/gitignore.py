"""Lines in the form of ``.gitignore``: which paths they mean, as git answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from podlint.startup.lazy_pattern import pattern

__all__ = ["IgnoreLines", "never_matches", "split_lines"]


class _Line(NamedTuple):
    """A line that may match something.

    Attributes:
        negated: What it matches is not ignored after all.
        folders: It matches folders only.
        by_name: It is compared with the last part of a path, wherever that is.
        test: Whether a path, or its last part, matches.
    """

    negated: bool
    folders: bool
    by_name: bool
    test: Callable[[str], bool]


def split_lines(text: str) -> list[str]:
    """The lines of a file: git breaks them at LF and CRLF only, and skips a byte order mark."""
    return [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]


class IgnoreLines:
    """Patterns, of which the last that matches a path decides."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Read lines; comments, empty lines and patterns that cannot match count for nothing."""
        parsed = map(_parse, map(_as_bytes, lines))
        self._lines = tuple(line for line in parsed if line is not None)[::-1]
        self._folders: dict[str, bool] = {}

    def verdict(self, path: str, folder: bool) -> bool | None:
        """Whether the patterns ignore a path itself; None if none of them matches it.

        Args:
            path: From the folder that the patterns are relative to, with slashes.
            folder: It is a folder.
        """
        path = _as_bytes(path)
        name = path.rpartition("/")[2]
        for line in self._lines:
            if (folder or not line.folders) and line.test(name if line.by_name else path):
                return not line.negated
        return None

    def ignores(self, path: str, folder: bool = False) -> bool:
        """Whether a path is ignored, or a folder that it lies in: nothing below one comes back."""
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
    """Whether a line that looks like a pattern is malformed, so that it matches no path."""
    return not line.startswith("#") and bool(line.strip(" ")) and _parse(_as_bytes(line)) is None


def _as_bytes(text: str) -> str:
    """The text with one character for each byte of its UTF-8 form: git compares bytes."""
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
    # A backslash before the spaces keeps the first of them, unless it is itself escaped.
    escapes = len(bare) - len(bare.rstrip("\\"))
    return bare + " " if escapes % 2 else bare


def _test(text: str, by_name: bool) -> Callable[[str], bool] | None:
    """What tells whether a text matches; most patterns need no expression for it."""
    if not text:
        return None
    if not _WILD.search(text):
        return text.__eq__
    rest = text[1:]
    if by_name and text.startswith("*") and not _WILD.search(rest):
        return lambda name: name.endswith(rest)
    # Most projects ignore plain names and suffixes only.
    from podlint.reading.wildmatch import glob

    found = glob(text)
    if found is None:
        return None
    least, expression = found.least, pattern(found.expression, re.DOTALL)
    return lambda path: len(path) >= least and expression.fullmatch(path) is not None


_WILD = pattern(r"[*?\[\\]")
