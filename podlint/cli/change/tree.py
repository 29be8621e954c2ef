"""The files of a commit, read from git's objects."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from podlint.cli.git import GitFailedError, run
from podlint.document.regular_file import MOST_OF_MANIFEST, TooLargeError, UnreadableError
from podlint.errors import PodlintError
from podlint.reading.file_names import REPOSITORY
from podlint.startup.frozen import Frozen

__all__ = ["CANNOT_READ", "Blob", "Blobs", "Folder", "Node", "read_tree"]

CANNOT_READ = "--base: git cannot read a file of the commit"
"""The start of the message about an object that is missing."""

_LINK = b"120000"
_SUBMODULE = b"160000"
_SHA1_DIGITS = 40


class Blob(Frozen):
    """A file of a commit, or a symbolic link.

    Attributes:
        name: The object's name in git: a hash of its content, as hexadecimal digits.
        home: The root of the repository with the object.
        is_link: It is a symbolic link, and its content is the target.
    """

    name: str
    home: str
    is_link: bool = False

    def is_content(self, data: bytes) -> bool:
        """Whether these bytes are the content."""
        new = hashlib.sha1 if len(self.name) == _SHA1_DIGITS else hashlib.sha256
        digest = new(b"blob %d\0" % len(data), usedforsecurity=False)
        digest.update(data)
        return digest.hexdigest() == self.name


Folder = dict[str, "Node"]
"""The files and folders in a folder of a commit, by name."""

Node = Blob | Folder


def read_tree(root: Path, commit: str) -> Folder:
    """The files of a commit, with those of the submodules that are checked out.

    Args:
        root: The root of the working tree.
        commit: The commit.

    Raises:
        GitFailedError: git cannot read the commit.
        PodlintError: A submodule does not have the commit.
    """
    top: Folder = {}
    folders: dict[bytes, Folder] = {b"": top}
    listed = run(("ls-tree", "-r", "-z", "--full-tree", commit), root)
    for entry in listed.split(b"\0"):
        about, _, path = entry.partition(b"\t")
        if path:
            mode, _, name = about.split(b" ")
            where, _, last = path.rpartition(b"/")
            blob = Blob(name.decode("ascii"), str(root), mode == _LINK)
            node = _submodule(root, path, blob.name) if mode == _SUBMODULE else blob
            _folder(folders, where)[os.fsdecode(last)] = node
    return top


def _folder(folders: dict[bytes, Folder], path: bytes) -> Folder:
    found = folders.get(path)
    if found is None:
        where, _, name = path.rpartition(b"/")
        found = folders[path] = {}
        _folder(folders, where)[os.fsdecode(name)] = found
    return found


def _submodule(root: Path, path: bytes, commit: str) -> Folder:
    folder = root / os.fsdecode(path)
    if not os.path.lexists(folder / REPOSITORY):
        return {}
    try:
        return read_tree(folder, commit)
    except GitFailedError as error:
        message = (
            f"--base: the submodule {folder} does not have its commit {commit}; fetch it with `git "
            f"-C {folder} fetch --unshallow`, or check the submodule without --base"
        )
        raise PodlintError(message) from error


class Blobs:
    """The contents of files of a commit."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}
        self._too_large: set[str] = set()

    def fetch(self, blobs: Iterable[Blob]) -> None:
        """Read many files at once, except the ones that are too large for a manifest.

        Raises:
            PodlintError: An object is missing.
        """
        by_home: dict[str, set[str]] = {}
        for each in blobs:
            if each.name not in self._known:
                by_home.setdefault(each.home, set()).add(each.name)
        for home, names in by_home.items():
            try:
                sizes = self._sizes(home, sorted(names))
                self._too_large |= {name for name, size in sizes.items() if size > MOST_OF_MANIFEST}
                self._read(
                    home, [name for name, size in sizes.items() if name not in self._too_large]
                )
            except GitFailedError as error:
                raise PodlintError(_missing(error.said)) from error

    def content(self, blob: Blob, most: int) -> bytes:
        """The content of a file.

        Raises:
            TooLargeError: It is larger than `most` bytes.
            UnreadableError: The object is missing.
        """
        try:
            if blob.name not in self._known and blob.name not in self._too_large:
                self.fetch([blob])
        except PodlintError as error:
            raise UnreadableError(errno.EIO, str(error), blob.name) from error
        data = self._known.get(blob.name)
        if data is None or len(data) > most:
            raise TooLargeError(errno.EFBIG, f"larger than {most >> 20} MiB", blob.name)
        return data

    def _sizes(self, home: str, names: list[str]) -> dict[str, int]:
        answer = run(("cat-file", "--batch-check"), home, "\n".join((*names, "")).encode())
        sizes = {}
        for line in answer.decode("ascii", "replace").splitlines():
            name, *rest = line.split(" ")
            if rest[0] != "blob":
                raise GitFailedError("", 1, f"object {name} is missing")
            sizes[name] = int(rest[1])
        return sizes

    def _read(self, home: str, names: list[str]) -> None:
        if not names:
            return
        answer = run(("cat-file", "--batch"), home, "\n".join((*names, "")).encode())
        start = 0
        for name in names:
            header, end = answer.index(b"\n", start), 0
            size = int(answer[start:header].rpartition(b" ")[2])
            end = header + 1 + size
            self._known[name] = answer[header + 1 : end]
            start = end + 1


def _missing(said: str) -> str:
    return (
        f"{CANNOT_READ}: {said}; in a partial clone, `git diff "
        "REVISION... > /dev/null` fetches what is missing"
    )
