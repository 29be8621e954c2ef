"""Decodes and encodes files: UTF-8, or the encoding of the byte order mark.

kubectl reads UTF-8. With a byte order mark, it also reads UTF-16, which is the default of
PowerShell.
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
"""If two marks start with the same bytes, the longer one is first."""

_FIRST_BYTES = frozenset(mark[0] for mark, _ in _MARKS)


class Decoded(NamedTuple):
    """A text and its encoding.

    Attributes:
        text: The text, without the byte order mark.
        encoding: ``utf-8``; or ``utf-8-sig``, ``utf-16-le``, ``utf-16-be``, ``utf-32-le`` or
            ``utf-32-be``, which all mean that there is a byte order mark.
    """

    text: str
    encoding: str


class UndecodableError(ValueError):
    """Bytes are not text; the message names the encoding and the byte."""


def decoded(data: bytes) -> Decoded:
    """Decode the bytes of a file.

    Raises:
        UndecodableError: The bytes are not in the encoding of their mark; without a mark, in UTF-8.
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
        raise UndecodableError(
            f"not {name} text: byte {at} is {data[at]:#04x}; save the file as UTF-8"
        ) from error


def encoded(text: str, encoding: str) -> bytes:
    """Encode a text, with a byte order mark if the encoding has one.

    Raises:
        UnicodeEncodeError: The text has half of a surrogate pair.
    """
    mark = next((mark for mark, name in _MARKS if name == encoding), b"")
    return mark + text.encode(UTF8 if encoding == "utf-8-sig" else encoding)
