"""Finds which files of a run differ from those of a commit, and in which lines."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from podlint.cli.change.lines import NO_CHANGES, Changes, changes
from podlint.cli.change.past import Commit, PastInputs
from podlint.cli.change.tree import Blob, Folder
from podlint.document.encoding import UndecodableError, decoded
from podlint.document.regular_file import MOST_OF_MANIFEST, read_regular
from podlint.reading.files import SUFFIXES

__all__ = ["Differences"]


class Differences:
    """The differences between the files of a run and those of a commit.

    Attributes:
        past: The file system as it was at the commit.
        changed: The files that differ, by absolute path. None for a file that the commit does not
            have.
    """

    def __init__(self, commit: Commit, read: Iterable[str]) -> None:
        """Compare files.

        Args:
            commit: The commit.
            read: The absolute paths of the files and folders that the run has read.
        """
        self.past = PastInputs(commit)
        self._commit = commit
        self.changed = dict(self._differing(read))
        commit.blobs.fetch(each for each in self.changed.values() if each)

    @cached_property
    def removed(self) -> Mapping[str, Blob]:
        """The files that only the commit has, by absolute path."""
        found = _files(self._commit.root, self._commit.files)
        return {path: blob for path, blob in found if not os.path.lexists(path)}

    def is_empty(self) -> bool:
        """Whether the report on both states must be the same."""
        return not self.changed and not self.removed

    def in_lines(self, paths: Iterable[str]) -> Changes:
        """The changed lines of files, with the names that renamed files had.

        Args:
            paths: The absolute paths of the files.
        """
        after = {path: _text(_content(path)) for path in paths if path in self.changed}
        before = {path: self.changed[path] for path in after}
        if None in before.values():
            moved = {path: each for path, each in self.removed.items() if path.endswith(SUFFIXES)}
            before = {**before, **moved}
        blobs = {path: each for path, each in before.items() if each}
        if not after:
            return NO_CHANGES
        self._commit.blobs.fetch(blobs.values())
        return changes({path: self._text_of(each) for path, each in blobs.items()}, after)

    def _differing(self, read: Iterable[str]) -> Iterator[tuple[str, Blob | None]]:
        for path in read:
            found = self.past.at(path)
            if found.is_elsewhere or os.path.isdir(path):  # noqa: PTH112 - it never raises
                continue
            if not isinstance(found.node, Blob):
                yield path, None
            elif not found.node.is_content(_content(path)):
                yield path, found.node

    def _text_of(self, blob: Blob) -> str:
        try:
            return _text(self._commit.blobs.content(blob, MOST_OF_MANIFEST))
        except OSError:
            return ""


def _files(folder: str, tree: Folder) -> Iterator[tuple[str, Blob]]:
    for name, node in tree.items():
        path = os.path.join(folder, name)  # noqa: PTH118
        if isinstance(node, Blob):
            yield path, node
        else:
            yield from _files(path, node)


def _content(path: str) -> bytes:
    try:
        return read_regular(path, MOST_OF_MANIFEST)
    except (OSError, ValueError):
        return b""


def _text(data: bytes) -> str:
    try:
        return decoded(data).text
    except UndecodableError:
        return data.decode("latin-1")
