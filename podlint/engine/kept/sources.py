"""Keeps what must not be shown of a file, without its text.

The cache must not have secrets that the reports mask. So only the positions of secrets are kept,
and the text is read from the file again.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

from podlint.document.redaction import Redaction, Source
from podlint.engine.kept.codec import JSONValue

__all__ = ["UnkeptError", "masked_source", "source_of"]


class UnkeptError(Exception):
    """Something cannot be kept, or what is kept does not fit any more."""


def masked_source(source: Source) -> JSONValue:
    """The redaction of a file as JSON.

    Raises:
        UnkeptError: One of its secrets is not in the text as it is written.
    """
    places = []
    for word in source.redaction.words:
        start = source.text.find(word)
        if start < 0:
            raise UnkeptError(source.path)
        places.append([start, len(word)])
    lines = [[number, *covers] for number, covers in source.redaction.lines.items()]
    return [source.path, source.encoding, _digest(source.text), lines, places]


def source_of(masked: JSONValue, text_of: Callable[[str], str | None]) -> Source:
    """The file with its redaction.

    Args:
        masked: What `masked_source` has returned.
        text_of: Returns the text of the file at a path as it is in reports; None if it cannot be
            read.

    Raises:
        UnkeptError: The file has another text.
    """
    path, encoding, digest, lines, places = masked
    text = text_of(path)
    if text is None or _digest(text) != digest:
        raise UnkeptError(path)
    covers = {number: tuple(map(tuple, those)) for number, *those in lines}
    words = tuple(text[start : start + length] for start, length in places)
    return Source(path, text, Redaction(covers, words), encoding)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
