"""The file system as it was at a commit, without checking anything out.

Files of the repository are those of the commit. Everything else is as it is now: what is outside
the repository, and what git ignores, such as downloaded charts.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from podlint.cli.change.tree import Blob, Blobs, Folder, Node
from podlint.document.regular_file import MOST_OF_MANIFEST, UnreadableError, read_regular
from podlint.reading.file_names import REPOSITORY
from podlint.reading.ignored import Ignored, ignored_in
from podlint.reading.inputs import Entry, Inputs
from podlint.startup.frozen import Frozen

__all__ = ["Commit", "Found", "PastInputs"]

_MOST_LINKS = 40
"""Links in one path; Linux allows as many."""

Parts = tuple[str, ...]


class Commit(Frozen):
    """The files of a commit.

    Attributes:
        root: The root of the working tree; absolute, with its links.
        real: The root with links resolved.
        files: The files.
        now: The files of HEAD. Files that are in neither, and that git ignores, are the same then
            and now.
        blobs: The contents.
    """

    root: str
    real: str
    files: Folder
    now: Folder
    blobs: Blobs

    def parts_of(self, path: str) -> Parts | None:
        """An absolute path as the names of folders below the root; None if it is outside."""
        for top in (self.real, self.root):
            if path == top:
                return ()
            start = top.rstrip(os.sep) + os.sep
            if path.startswith(start):
                return Path(path.removeprefix(start)).parts
        return None

    def place_of(self, parts: Parts) -> str:
        """The absolute path in the working tree, with the links to the root resolved."""
        return os.path.join(self.real, *parts)  # noqa: PTH118


def node_at(top: Folder, parts: Parts) -> Node | None:
    """What is in a tree at a path, without following links."""
    node: Node | None = top
    for name in parts:
        node = node.get(name) if isinstance(node, dict) else None
    return node


class Found(NamedTuple):
    """What is at a path.

    Attributes:
        place: The absolute path, with links resolved.
        node: What the commit has there; None if it has nothing.
        is_elsewhere: The path leads to something that is not part of the commit, and is the same
            then and now.
    """

    place: str
    node: Node | None = None
    is_elsewhere: bool = False


class PastInputs(Inputs):
    """The file system as it was at a commit."""

    def __init__(self, commit: Commit) -> None:
        super().__init__()
        self._commit = commit
        self._now = Inputs()
        self._found: dict[tuple[str, bool], Found] = {}

    def read(self, path: Path, most: int) -> bytes:
        """As in `Inputs`."""
        found = self.at(path)
        if found.is_elsewhere:
            return super().read(Path(found.place), most)
        if isinstance(found.node, Blob):
            return self._content(found.node, found.place, most)
        if found.node is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        raise UnreadableError(errno.EINVAL, "not a regular file but a directory", str(path))

    def holds(self, path: Path, word: bytes) -> bool:
        """As in `Inputs`; true for a file that is too large to be read from git."""
        found = self.at(path)
        if found.is_elsewhere:
            return super().holds(Path(found.place), word)
        try:
            return word in self.read(path, MOST_OF_MANIFEST)
        except UnreadableError:
            return True

    def entries(self, folder: Path) -> list[Entry]:
        """As in `Inputs`."""
        found = self.at(folder)
        if found.is_elsewhere:
            return super().entries(Path(found.place))
        if not isinstance(found.node, dict):
            code = errno.ENOENT if found.node is None else errno.ENOTDIR
            raise OSError(code, os.strerror(code), str(folder))
        entries = [self._entry(found.place, name, node) for name, node in found.node.items()]
        try:
            now = super().entries(Path(found.place))
        except OSError:
            return entries
        parts = self._commit.parts_of(found.place) or ()
        same = (each for each in now if each.name not in found.node)
        return [*entries, *(each for each in same if self._is_unchanged((*parts, each.name)))]

    def among(self, folder: Path, names: Iterable[str]) -> tuple[str, ...]:
        """As in `Inputs`."""

        def is_file(name: str) -> bool:
            found = self.at(folder / name)
            if found.is_elsewhere:
                return os.path.isfile(found.place)  # noqa: PTH113 - it never raises
            return isinstance(found.node, Blob)

        return tuple(filter(is_file, names))

    def exists(self, path: Path) -> bool:
        """As in `Inputs`."""
        found = self.at(path, follow=False)
        return super().exists(Path(found.place)) if found.is_elsewhere else found.node is not None

    def is_folder(self, path: Path) -> bool:
        """As in `Inputs`."""
        found = self.at(path)
        if found.is_elsewhere:
            return super().is_folder(Path(found.place))
        if found.node is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return isinstance(found.node, dict)

    def is_link(self, path: Path) -> bool:
        """As in `Inputs`."""
        found = self.at(path, follow=False)
        if found.is_elsewhere:
            return super().is_link(Path(found.place))
        return isinstance(found.node, Blob) and found.node.is_link

    def real(self, path: str | Path) -> str:
        """As in `Inputs`."""
        try:
            found = self.at(path)
        except ValueError:
            return ""
        return super().real(found.place) if found.is_elsewhere else found.place

    def _content(self, blob: Blob, place: str, most: int) -> bytes:
        """The content of a file; most files have not changed, so git is not asked for them."""
        if not blob.is_link:
            try:
                data = read_regular(place, most)
                if blob.is_content(data):
                    return data
            except (OSError, ValueError):
                pass
        return self._commit.blobs.content(blob, most)

    def _entry(self, folder: str, name: str, node: Node) -> Entry:
        is_link = isinstance(node, Blob) and node.is_link
        if not is_link:
            return Entry(name, isinstance(node, dict), isinstance(node, Blob), is_link=False)
        found = self.at(os.path.join(folder, name))  # noqa: PTH118
        place = Path(found.place)
        if found.is_elsewhere:
            return Entry(name, place.is_dir(), place.is_file(), is_link=True)
        return Entry(name, isinstance(found.node, dict), isinstance(found.node, Blob), is_link=True)

    def at(self, path: str | Path, follow: bool = True) -> Found:
        """What is at a path; with `follow`, what a link there leads to."""
        absolute = os.path.abspath(path)  # noqa: PTH100 - as in `Inputs`
        key = absolute, follow
        if key not in self._found:
            self._found[key] = self._resolved(absolute, follow)
        return self._found[key]

    def _resolved(self, path: str, follow: bool) -> Found:
        for _ in range(_MOST_LINKS):
            parts = self._commit.parts_of(path)
            if parts is None:
                return Found(path, is_elsewhere=True)
            found = self._step(parts, follow)
            if isinstance(found, Found):
                return found
            path = found
        return Found(path)

    def _step(self, parts: Parts, follow: bool) -> Found | str:
        """What is at a path below the root, or the path that the first link on it leads to."""
        node: Node | None = self._commit.files
        for index, name in enumerate(parts):
            here, rest = parts[: index + 1], parts[index + 1 :]
            above, node = node, node.get(name) if isinstance(node, dict) else None
            if node is None:
                place = self._commit.place_of(parts)
                beside = isinstance(above, dict) and self._is_unchanged(here)
                return Found(place, is_elsewhere=beside)
            if isinstance(node, Blob) and node.is_link and (follow or rest):
                target = os.fsdecode(self._commit.blobs.content(node, MOST_OF_MANIFEST))
                folder = self._commit.place_of(parts[:index])
                return os.path.normpath(os.path.join(folder, target, *rest))  # noqa: PTH118
        return Found(self._commit.place_of(parts), node)

    def _is_unchanged(self, parts: Parts) -> bool:
        """Whether something that the commit does not have is not part of the change."""
        if parts[-1] == REPOSITORY:
            return True
        if node_at(self._commit.now, parts) is not None:
            return False
        place = Path(self._commit.place_of(parts))
        if not os.path.lexists(place):
            return False
        top = self._commit.place_of(())
        ignored = Ignored()
        for folder in reversed(place.parents):
            if folder.is_relative_to(top):
                ignored += self._now.once(ignored_in, folder)
        is_folder = os.path.isdir(place)  # noqa: PTH112 - it never raises
        return ignored.leaves_out(place, is_folder) or ignored.leaves_out_whole(place.parent)
