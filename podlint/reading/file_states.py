"""Tells whether files, folders and paths are as they were when something was read from them.

The content of a file is compared by a digest. A file with the same times, size and inode as when
its digest was made is not read again, unless it had just been changed then: a file can be written
twice within a tick of the file system's clock. git calls such an entry of its index racily clean.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import blake2b
from stat import S_IFMT, S_ISDIR, S_ISLNK, S_ISREG
from typing import NamedTuple

from podlint.document.regular_file import read_regular
from podlint.reading.inputs import Entry

__all__ = ["FileStates", "Known", "State"]

_SETTLED = 2 * 10**9
"""Age of a change in nanoseconds from which it counts: some file systems store even seconds."""
_MOST = 2**24
"""The maximum size in bytes of a file that is compared by its content."""
_NEVER = 2**63

Known = tuple[int, int, int, int, str]
"""Of a file: the times of the last change and of its status, the size, the inode, the digest."""


class State(NamedTuple):
    """The state of a path.

    Attributes:
        text: Equal for equal states; empty if it cannot be known.
        changed: When it changed, in nanoseconds since the epoch.
    """

    text: str
    changed: int


_UNKNOWN = State("", _NEVER)


class FileStates:
    """The states of paths, each asked for only once.

    Attributes:
        known: The files whose digests are known, by absolute path.
    """

    def __init__(
        self,
        known: Mapping[str, Known],
        within: str = "",
        listed: Callable[[str], list[Entry] | None] = lambda _: None,
        real_folder: Callable[[str], str] | None = None,
    ) -> None:
        """Take what is known.

        Args:
            known: The files whose digests an earlier run made.
            within: The absolute path of a folder. What does not exist in it may have been removed
                when the folder around it changed. Folders elsewhere may change all the time.
            listed: Returns the entries of a folder if the run has listed it.
            real_folder: Returns the absolute path of a folder with links resolved.
        """
        self._top = within.rstrip(os.sep) + os.sep if within else ""
        self.known = dict(known)
        self._listed = listed
        self._contents: dict[str, State] = {}
        self._kinds: dict[str, State] = {}
        self._unread: dict[str, tuple[tuple[int, int, int, int], int]] = {}
        self._real_folder = real_folder or cache(os.path.realpath)

    def content(self, path: str) -> State:
        """The state of a file that was read or of a folder that was listed."""
        found = self._contents.get(path)
        if found is None:
            found = self._contents[path] = self._content(path)
        return found

    def known_digest(self, path: str) -> str | None:
        """The digest of the content of a file; None if the file has to be read."""
        try:
            stamp = _stamp(os.stat(path))
        except (OSError, ValueError):
            return None
        known = self.known.get(path)
        if known is not None and known[:4] == stamp:
            return known[4]
        self._unread[path] = stamp, time.time_ns()
        return None

    def learned(self, path: str, content: bytes) -> str:
        """The digest of the content of a file that was read after `known_digest` knew none."""
        digest = _digest_of(content)
        stamp, before = self._unread.pop(path, ((0, 0, 0, 0), 0))
        self._learn(path, stamp, before, digest)
        return digest

    def _learn(self, path: str, stamp: tuple[int, int, int, int], before: int, digest: str) -> None:
        """Remember the digest of a file that looked like this when it was not yet read."""
        self.known.pop(path, None)
        if max(stamp[:2]) < before - _SETTLED:
            self.known[path] = (*stamp, digest)

    def kind(self, path: str) -> State:
        """The kind of file at a path, which may be none."""
        found = self._kinds.get(path)
        if found is None:
            found = self._kinds[path] = self._kind(path)
        return found

    def _content(self, path: str) -> State:
        try:
            found = os.stat(path)
            changed = max(found.st_mtime_ns, found.st_ctime_ns)
            if S_ISDIR(found.st_mode):
                text = _digest(self._listing(path))
            elif S_ISREG(found.st_mode):
                text = self._digest_of_file(path, found)
            else:
                return _UNKNOWN
        except (OSError, ValueError):
            return _UNKNOWN
        return State(text + self._way(path), changed)

    def _digest_of_file(self, path: str, found: os.stat_result) -> str:
        stamp = _stamp(found)
        if found.st_size > _MOST:
            return _digest(map(str, stamp))
        known = self.known.get(path)
        if known is not None and known[:4] == stamp:
            return known[4]
        before = time.time_ns()
        digest = _digest_of(read_regular(path, _MOST))
        self._learn(path, stamp, before, digest)
        return digest

    def _listing(self, path: str) -> list[str]:
        entries = self._listed(path)
        if entries is None:
            with os.scandir(path) as found:
                entries = [Entry.of(each) for each in found]
        return sorted(
            f"{name}\0{is_folder:d}{is_file:d}{is_link:d}"
            for name, is_folder, is_file, is_link in entries
        )

    def _kind(self, path: str) -> State:
        try:
            found = os.lstat(path)
        except FileNotFoundError:
            return State("none" + self._way(path), self._removed(path))
        except (OSError, ValueError):
            return State("unreachable", 0)
        text = str(S_IFMT(found.st_mode))
        if S_ISLNK(found.st_mode):
            text += f" {_target(path)}"
        return State(text + self._way(path), found.st_ctime_ns)

    def _removed(self, path: str) -> int:
        """When a path may have been removed that does not exist."""
        folder = os.path.dirname(path)
        while self._top and (folder + os.sep).startswith(self._top):
            try:
                return os.stat(folder).st_ctime_ns
            except OSError:
                folder = os.path.dirname(folder)
        return 0

    def _way(self, path: str) -> str:
        """The folder of a path with links resolved, if it has any."""
        folder = os.path.dirname(path)
        real = self._real_folder(folder)
        return "" if real == folder else f" {real}"


def _stamp(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _target(path: str) -> str:
    """The final target of a link, and its kind."""
    try:
        return f"{os.path.realpath(path)} {S_IFMT(os.stat(path).st_mode)}"
    except OSError:
        return "nowhere"


def _digest(texts: Iterable[str]) -> str:
    return _digest_of("\0".join(texts).encode("utf-8", "surrogateescape"))


def _digest_of(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
