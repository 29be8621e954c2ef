"""The types of settings that are patterns: of paths, and of namespaces."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from podlint.config.settings import shown
from podlint.reading.gitignore import never_matches

__all__ = ["Globs", "LoneGlob", "NamespacePattern"]

_LONGEST_NAMESPACE = 253


def _glob(line: str) -> str:
    if never_matches(line):
        raise ValueError(f"malformed pattern {shown(line)}; no path can match it")
    return line


def _lone_glob(line: str) -> str:
    if line.startswith(("!", "#")):
        message = f"pattern {shown(line)} must not start with `{line[0]}`; no path can match it"
        raise ValueError(message)
    return _glob(line)


def _namespace(pattern: str) -> str:
    # The time that `fnmatch` takes to read a pattern grows with the square of its length.
    if len(pattern) > _LONGEST_NAMESPACE:
        raise ValueError(f"must not be longer than {_LONGEST_NAMESPACE} characters")
    return pattern


Globs = tuple[Annotated[str, AfterValidator(_glob)], ...]
"""Patterns in ``.gitignore`` form."""

LoneGlob = Annotated[str, AfterValidator(_lone_glob)]
"""A pattern in ``.gitignore`` form that stands alone, so it cannot exclude from others."""

NamespacePattern = Annotated[str, AfterValidator(_namespace)]
"""The name of a namespace, or a pattern such as ``kube-*``."""
