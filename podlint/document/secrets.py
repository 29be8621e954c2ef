"""Finds the secrets in a document.

The output must not depend on which rules run. So podlint searches everything that it may show for
secrets: variables of containers, headers, options of commands, data of Secrets, and any text in the
form of a credential.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from podlint.document import JSON, Document, Path, Span
from podlint.document.credentials import Stretch, is_secret_option, mask, secret_in, stretches
from podlint.startup.lazy_pattern import pattern

__all__ = ["Cover", "Secret", "covers", "loose_secrets", "secrets_in"]

_PRIVATE_KEY = "PRIVATE KEY-----"
_DATA_OF_SECRETS = ("data", "stringData")
_HEADERS = ("authorization", "cookie", "proxy-authorization", "x-api-key", "x-auth-token")
_BLOCK_MARK = pattern(r"[|>][-+0-9]{0,2}\s*(?:#.*)?$")
_SECRET_KIND = pattern(r"^[\s{,]*[\"']?kind[\"']?\s*:\s*[\"']?Secret\b", re.MULTILINE)
_ENTRY = pattern(
    r"^(?!\s*(?:apiVersion|kind|type|name|namespace)\s*:)(?:\s*[\w.-]+:)?[ \t]+([^\s#][^\r\n]*)$",
    re.MULTILINE,
)
"""A line that may have a value of a Secret, or a part of one."""

Cover = tuple[int, int, str]
"""The columns of a line, from 0, that must not be shown, and the mask to show instead."""


class Secret(NamedTuple):
    """A secret in a document: the path of the value with it, and its text."""

    path: Path
    text: str


def secrets_in(document: Document) -> Iterator[Secret]:
    """The secrets in the data of a document."""
    pending: list[tuple[Path, JSON]] = [((), document.data)]
    # With aliases, one list or map occurs in several places.
    seen: set[int] = set()
    while pending:
        path, value = pending.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            for key, below in value.items():
                # A number in a variable has the wrong type, but may be a secret.
                text = _text_of(below) if key == "value" or isinstance(below, str) else None
                if text is not None:
                    if found := _secret_of(key, text, value):
                        yield Secret((*path, key), text[slice(*found)])
                elif isinstance(below, dict | list):
                    pending.append(((*path, key), below))
            if value.get("kind") == "Secret":
                yield from _in_secret(document, path, value)
        elif isinstance(value, list):
            yield from _in_list(path, value)
            pending += (((*path, key), below) for key, below in enumerate(value) if _nested(below))


def _text_of(value: JSON) -> str | None:
    """A text, or a number as text; None for other values."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return json.dumps(value) if is_number else None


def _nested(value: JSON) -> bool:
    return isinstance(value, dict | list)


def _secret_of(key: str, text: str, entry: dict[str, JSON]) -> Stretch | None:
    """The part of a text in a map that is a secret; the map may have a name and a value."""
    if _PRIVATE_KEY in text:
        return 0, len(text)
    name = entry.get("name") if key == "value" else key
    if not isinstance(name, str):
        return None
    return secret_in("password" if name.lower() in _HEADERS else name, text)


def _in_secret(document: Document, path: Path, value: dict[str, JSON]) -> Iterator[Secret]:
    for key in _DATA_OF_SECRETS:
        held = value.get(key)
        for name, each in held.items() if isinstance(held, dict) else ():
            if text := _text_of(each):
                yield Secret((*path, key, name), text)
            written = None if isinstance(each, str) else document.written_as((*path, key, name))
            if text and written and written != text:  # Such as 0x1F.
                yield Secret((*path, key, name), written)


def _in_list(path: Path, value: list[JSON]) -> Iterator[Secret]:
    """The values after options such as `--password`."""
    for index, each in enumerate(value[1:], 1):
        option, text = value[index - 1], _text_of(each)
        follows = isinstance(option, str) and is_secret_option(option)
        if follows and text and secret_in("password", text):
            yield Secret((*path, index), text)


def covers(document: Document, secrets: Iterable[Secret]) -> Iterator[tuple[int, Cover]]:
    """What must not be shown of lines, by their 1-based numbers; nothing if there is no text."""
    if not document.located:
        return
    for secret in secrets:
        if document.has(secret.path):
            yield from _covers_of(document, document.span(secret.path), secret.text)
    if document.error:
        yield from _covers_in_text(document)


def _covers_of(document: Document, span: Span, secret: str) -> Iterator[tuple[int, Cover]]:
    pieces: list[tuple[int, int, str]] = []
    for number in range(span.start_line, span.end_line + 1):
        line = document.source_line(number)
        start = span.start_column - 1 if number == span.start_line else 0
        end = span.end_column - 1 if number == span.end_line else len(line)
        pieces.append((number, start, line[start:end]))
    literal = False
    for number, start, piece in pieces:
        at = piece.find(secret)
        while at >= 0:
            literal = True
            yield number, (start + at, start + at + len(secret), mask(secret))
            at = piece.find(secret, at + len(secret))
    if literal:
        return
    # Text that is escaped, folded or on several lines is masked completely.
    for number, start, piece in pieces:
        text = piece.strip()
        if text and not _BLOCK_MARK.match(text):
            begins = start + piece.index(text)
            yield number, (begins, begins + len(text), mask(secret))


def loose_secrets(document: Document) -> Iterator[str]:
    """Text that looks like a secret in an unreadable document."""
    for start, end in _loose(document) if document.error else ():
        # Messages name anchors and tags without their marks.
        yield document.text[start:end].lstrip("*&!")


def _loose(document: Document) -> list[Stretch]:
    text = document.text
    found = stretches(text)
    if _SECRET_KIND.search(text):
        found += (match.span(1) for match in _ENTRY.finditer(text))
    return found


def _covers_in_text(document: Document) -> Iterator[tuple[int, Cover]]:
    """What must not be shown of an unreadable document."""
    text = document.text
    breaks = [at for at, letter in enumerate(text) if letter == "\n"]
    for start, end in _loose(document):
        above = bisect_left(breaks, start)
        first = document.line + above
        column = start - (breaks[above - 1] + 1 if above else 0)
        for offset, piece in enumerate(text[start:end].split("\n")):
            begins = 0 if offset else column
            if piece.strip():
                yield first + offset, (begins, begins + len(piece), mask(piece))
