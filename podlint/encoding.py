"""Bytes of files to text and back: UTF-8, or what a byte order mark says.

kubectl reads UTF-8 and, with a mark, UTF-16, which is what PowerShell writes by default.
"""

from __future__ import annotations

from typing import NamedTuple

UTF8 = "utf-8"
"""The encoding of a text without a byte order mark."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Of two marks that begin alike, the longer first."""

_FIRST_BYTES = frozenset(mark[0] for mark, _ in _MARKS)


class Decoded(NamedTuple):
    """A text, and how it was written.

    Attributes:
        text: The text, without the byte order mark.
        encoding: ``utf-8``; or ``utf-8-sig``, ``utf-16-le``, ``utf-16-be``, ``utf-32-le`` or
            ``utf-32-be``, all of which mean: with a byte order mark.
    """

    text: str
    encoding: str


class UndecodableError(ValueError):
    """Bytes are not a text; the message says of what encoding, and where."""


def decoded(data: bytes) -> Decoded:
    """The text of a file's bytes.

    Raises:
        UndecodableError: They are not in the encoding that they begin with; UTF-8 without a mark.
    """
    mark, encoding = b"", UTF8
    if data[:1] and data[0] in _FIRST_BYTES:
        mark, encoding = next((each for each in _MARKS if data.startswith(each[0])), (b"", UTF8))
    codec = UTF8 if encoding == "utf-8-sig" else encoding
    try:
        return Decoded(data[len(mark) :].decode(codec), encoding)
    except UnicodeDecodeError as error:
        at = len(mark) + error.start
        name = codec.upper().removesuffix("-LE").removesuffix("-BE")
        raise UndecodableError(f"is not {name} text: byte {at} is {data[at]:#04x}") from error


def encoded(text: str, encoding: str) -> bytes:
    """The bytes of a text, with a byte order mark where the encoding has one.

    Raises:
        UnicodeEncodeError: The text holds half of a surrogate pair.
    """
    mark = next((mark for mark, name in _MARKS if name == encoding), b"")
    return mark + text.encode(UTF8 if encoding == "utf-8-sig" else encoding)
