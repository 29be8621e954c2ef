"""Loads the documents of a text."""

from __future__ import annotations

from collections.abc import Callable

from podlint.document.document import Document
from podlint.document.json_stream import SKIPPED, chunks, is_json, yaml_chunks
from podlint.document.text import Text


def load(text: str) -> list[Document]:
    """The documents of a text as Kubernetes reads them, including empty ones.

    A text that starts with '{' is a stream of JSON values; any other text is YAML. This never
    raises: an unreadable document has an `error`.
    """
    whole = Text(text)
    read = chunks(whole) if is_json(text) else yaml_chunks(whole)
    return [Document(index, chunk, reading) for index, (chunk, reading) in enumerate(read)]


def load_those(text: str, is_wanted: Callable[[str], bool]) -> list[Document]:
    """Some documents of a text, as `load` returns them; the others are not read.

    Args:
        text: The text.
        is_wanted: Whether a document with a text is wanted. JSON values are always wanted.
    """
    whole = Text(text)
    read = chunks(whole) if is_json(text) else yaml_chunks(whole, is_wanted=is_wanted)
    return [
        Document(index, chunk, reading)
        for index, (chunk, reading) in enumerate(read)
        if reading is not SKIPPED
    ]
