"""Loads the documents of a text."""

from __future__ import annotations

from podlint.document.document import Document
from podlint.document.json_stream import chunks, is_json, yaml_chunks
from podlint.document.text import Text


def load(text: str) -> list[Document]:
    """The documents of a text as Kubernetes reads them, including empty ones.

    A text that starts with '{' is a stream of JSON values; any other text is YAML. This never
    raises: an unreadable document has an `error`.
    """
    whole = Text(text)
    read = chunks(whole) if is_json(text) else yaml_chunks(whole)
    return [Document(index, chunk, reading) for index, (chunk, reading) in enumerate(read)]
