"""Patterns of paths as Argo CD reads them. Each place has its own kind of patterns."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from podlint.document.automaton import Automaton
from podlint.document.regex_syntax import RegexError
from podlint.startup.lazy_pattern import pattern

__all__ = ["directory_glob", "git_glob", "go_glob", "has_wildcard"]

_SPECIAL = pattern(r"[\\.+*?()|\[\]{}^$]")
_WILDCARDS = frozenset("*?[\\")
_LONGEST = 2_000


def has_wildcard(text: str) -> bool:
    """Whether a pattern matches more than one path."""
    return not _WILDCARDS.isdisjoint(text)


@lru_cache(maxsize=512)
def go_glob(text: str) -> Callable[[str], bool]:
    """A pattern of ``path.Match`` of Go: ``*`` does not match slashes."""
    return _matcher(text, "[^/]")


@lru_cache(maxsize=512)
def git_glob(text: str) -> Callable[[str], bool]:
    """A pattern of ``git ls-files``: ``*`` matches slashes; a folder stands for all its files."""
    if not has_wildcard(text):
        folder = text.rstrip("/") + "/"
        return lambda path: path == text or path.startswith(folder) or folder in ("./", "/")
    return _matcher(text, _ANY)


@lru_cache(maxsize=512)
def directory_glob(text: str) -> Callable[[str], bool]:
    """A pattern of ``directory.include``: ``*`` matches slashes, ``{a,b}`` is either."""
    return _matcher(text, _ANY, alternatives=True)


_ANY = r"(?:.|\n)"


def _matcher(text: str, any_one: str, alternatives: bool = False) -> Callable[[str], bool]:
    """A matcher; one that matches nothing if the pattern is not valid."""
    if len(text) > _LONGEST:
        return lambda _: False
    try:
        return Automaton(_regex(text, any_one, alternatives), whole=True).search
    except (RegexError, ValueError):
        return lambda _: False


def _regex(text: str, any_one: str, alternatives: bool) -> str:
    """A pattern as a regular expression.

    Raises:
        ValueError: It is not valid.
    """
    found = []
    depth = at = 0
    while at < len(text):
        char = text[at]
        at += 1
        if char == "*":
            at += len(text[at:]) - len(text[at:].lstrip("*"))
            found.append(f"{any_one}*")
        elif char == "?":
            found.append(any_one)
        elif char == "[":
            end = text.find("]", at + 1)
            if end < 0:
                raise ValueError(text)
            found.append(_class(text[at:end]))
            at = end + 1
        elif char == "\\" and at < len(text):
            found.append(_SPECIAL.sub(r"\\\g<0>", text[at]))
            at += 1
        elif char in "{},":
            piece, depth = _alternative(char, depth) if alternatives else ("", depth)
            found.append(piece or _SPECIAL.sub(r"\\\g<0>", char))
        else:
            found.append(_SPECIAL.sub(r"\\\g<0>", char))
    if depth:
        raise ValueError(text)
    return "".join(found)


def _alternative(char: str, depth: int) -> tuple[str, int]:
    if char == "{":
        return "(?:", depth + 1
    if not depth:
        return "", 0
    return ("|", depth) if char == "," else (")", depth - 1)


def _class(inside: str) -> str:
    negated = inside[:1] in ("!", "^")
    chars = inside[1:] if negated else inside
    escaped = "".join(f"\\{each}" if each in "[]^&~|" else each for each in chars)
    return f"[{'^' if negated else ''}{escaped}]"
