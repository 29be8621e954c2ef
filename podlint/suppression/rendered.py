"""Annotations in what kustomizations build, and where they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podlint.document import Place
from podlint.reading.file import ReadFile
from podlint.rendering.writers import Writers
from podlint.suppression.annotations import annotations_in
from podlint.suppression.written import Written

__all__ = ["built_annotations"]


def built_annotations(files: Iterable[ReadFile], writers: Writers) -> Iterator[Written]:
    """The suppressions in annotations of the objects in a build.

    Each has the path and the key of the annotation in the file that wrote it, if that is an object
    of its own, so that its use in the build counts there.

    Args:
        files: What is built.
        writers: Finds the places that wrote the values.
    """
    for file in files:
        for each in annotations_in(file):
            yield _at_writer(each, writers)


def _at_writer(written: Written, writers: Writers) -> Written:
    try:
        at = writers.of(written.at).at
    except LookupError:
        return written.replace(key=None)
    path = next(
        (file.path for file in writers.files.values() if at.document in file.documents), None
    )
    if path is None or not isinstance(at, Place):
        return written.replace(key=None)
    return written.replace(path=path, key=(at.document.index, at.path))
