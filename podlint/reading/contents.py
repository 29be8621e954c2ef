"""The documents of a repository whose files have some content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from podlint.document import Document, load
from podlint.document.encoding import UndecodableError, decoded
from podlint.document.regular_file import MOST_OF_MANIFEST
from podlint.reading.files import manifests_below
from podlint.reading.inputs import Inputs
from podlint.reading.path_patterns import NOTHING, PathPatterns

__all__ = ["documents_holding", "text_in"]


def documents_holding(
    inputs: Inputs,
    root: Path,
    may_hold: Callable[[bytes], bool],
    exclude: PathPatterns = NOTHING,
) -> Iterator[Document]:
    """The documents of those files below a folder whose content is wanted.

    Args:
        inputs: The file system.
        root: The folder.
        may_hold: Whether content is wanted; a function of a module.
        exclude: The paths that the search of a directory skips.
    """
    for path in inputs.once(manifests_below, root, exclude):
        try:
            if inputs.in_content(path, may_hold, MOST_OF_MANIFEST):
                yield from load(text_in(inputs.read(path, MOST_OF_MANIFEST)))
        except (OSError, ValueError):
            continue


def text_in(content: bytes) -> str:
    """The text of a file; empty if it is none, which is reported where the file is checked."""
    try:
        return decoded(content).text
    except UndecodableError:
        return ""
