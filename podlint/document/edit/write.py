"""Writes values as lines in block style."""

from __future__ import annotations

from typing import NamedTuple

from podlint.document.edit.scalar import Quote, key, literal, scalar
from podlint.document.edit.source import Indentation
from podlint.document.span import JSON

DASH = 2
"""The columns from a dash to the text of its item, if no other item shows them."""


class Block(NamedTuple):
    """A value in block style: the text after the colon or dash, and the lines below."""

    head: str
    body: list[str]


def below_key(value: JSON, column: int, style: Indentation, quote: Quote = "") -> Block:
    """The value of a key in a column."""
    if value and isinstance(value, dict):
        return Block("", _lines(value, column + style.map, style))
    if value and isinstance(value, list):
        return Block("", _lines(value, column + style.list, style))
    return _simple(value, column + style.map, quote)


def below_dash(value: JSON, column: int, style: Indentation, quote: Quote = "") -> Block:
    """An item whose text starts in a column."""
    if value and isinstance(value, dict | list):
        first, *rest = _lines(value, column, style)
        return Block(first[column:], rest)
    return _simple(value, column, quote)


def entry(name: str, value: JSON, column: int, style: Indentation) -> list[str]:
    """The lines of a key with its value."""
    head, body = below_key(value, column, style)
    return [f"{' ' * column}{key(name)}:{head and ' '}{head}", *body]


def _lines(value: JSON, column: int, style: Indentation) -> list[str]:
    lines = []
    if isinstance(value, dict):
        for name, item in value.items():
            lines += entry(name, item, column, style)
    elif isinstance(value, list):
        for item in value:
            head, body = below_dash(item, column + DASH, style)
            lines += [f"{' ' * column}- {head}", *body]
    return lines


def _simple(value: JSON, column: int, quote: Quote) -> Block:
    if isinstance(value, dict | list):
        return Block("{}" if isinstance(value, dict) else "[]", [])
    if isinstance(value, str) and not quote:
        found = literal(value)
        if found:
            pad = " " * column
            return Block(found[0], [f"{pad}{line}" if line else "" for line in found[1]])
    return Block(scalar(value, quote), [])
