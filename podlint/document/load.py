"""A text to its documents."""

from __future__ import annotations

from podlint.document.document import Document
from podlint.document.json_stream import chunks, is_json, yaml_chunks
from podlint.document.text import Text


def load(text: str) -> list[Document]:
    """The documents of a text, those without content included, as Kubernetes would read them.

    A text that starts with '{' is a stream of JSON values, any other is YAML. Nothing is raised:
    what cannot be read is the `error` of its document.
    """
    whole = Text(text)
    read = chunks(whole) if is_json(text) else yaml_chunks(whole)
    return [Document(index, chunk, reading) for index, (chunk, reading) in enumerate(read)]
