"""A folder that only its user can write to, and the small files in it.

Its files are believed, so all that could have been put there by somebody else is refused: a folder
that another user owns or that others can write to, and links, pipes and devices in the place of
files, which are not even opened. Once the folder has been looked at it is held open, so that nobody
can put another one in its place.

On Windows, where each user's folders are closed to others by default, owners and modes say nothing.
"""

from __future__ import annotations

import os
from stat import S_ISLNK, S_ISREG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["PrivateFolder", "RefusedError"]

_POSIX = os.name == "posix"
_FOLLOW_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | _FOLLOW_NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FOLLOW_NO_LINK | getattr(os, "O_BINARY", 0)
_WRITABLE_BY_OTHERS, _OPEN_TO_OTHERS = 0o022, 0o077


class RefusedError(OSError):
    """Somebody else may have written a folder or file, so it is not used; the text says why."""


class PrivateFolder:
    """A folder held open; use it in a `with` statement."""

    def __init__(self, path: str) -> None:
        """Open a folder.

        Raises:
            RefusedError: Another user owns it, or others can write to it.
            OSError: It is not there, or is no folder.
        """
        self._descriptor: int | None = None
        self._path = path
        entry = os.lstat(path)
        if S_ISLNK(entry.st_mode):
            _refuse_foreign(entry, path)
        if not _POSIX:
            return
        self._descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            found = os.fstat(self._descriptor)
            _refuse_foreign(found, path)
            if found.st_mode & _WRITABLE_BY_OTHERS:
                message = f"others can write to {path} (chmod go-w)"
                raise RefusedError(message)
        except OSError:
            os.close(self._descriptor)
            raise

    @classmethod
    def made(cls, path: str) -> PrivateFolder:
        """Open a folder; make it, for this user alone, if it is not there.

        Raises:
            RefusedError, OSError: As for the class; or it cannot be made.
        """
        os.makedirs(path, mode=0o700, exist_ok=True)
        return cls(path)

    def __enter__(self) -> PrivateFolder:
        """The folder itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        if self._descriptor is not None:
            os.close(self._descriptor)

    def read(self, name: str, most: int, secret: bool = False) -> bytes:
        """What is in a file.

        Args:
            name: The file's name.
            most: The most bytes that it may have.
            secret: Refuse a file that others can read.

        Raises:
            RefusedError: It is no file of this user alone, or too large.
            OSError: It cannot be read.
        """
        place = self._place(name)
        self._refuse(os.lstat(place, dir_fd=self._descriptor), name, most, secret)
        descriptor = os.open(place, _READ, dir_fd=self._descriptor)
        try:
            found = os.fstat(descriptor)
            self._refuse(found, name, most, secret)
            parts = []
            while part := os.read(descriptor, found.st_size + 1):
                parts.append(part)
            return b"".join(parts)
        finally:
            os.close(descriptor)

    def write(self, name: str, data: bytes) -> None:
        """Give a file its content, whole or not at all; only this user can read it.

        Raises:
            OSError: It cannot be written.
        """
        # Imported here: most runs write nothing.
        from podlint.engine.held_signals import signals_held_back

        # A signal while the new file is made would leave it behind.
        with signals_held_back():
            self._write(name, data)

    def _write(self, name: str, data: bytes) -> None:
        new = f"new-{os.getpid()}-{name}"
        place, at = self._place(new), self._descriptor
        descriptor = os.open(place, _CREATE, 0o600, dir_fd=at)
        try:
            try:
                while data:
                    data = data[os.write(descriptor, data) :]
            finally:
                os.close(descriptor)
            os.replace(place, self._place(name), src_dir_fd=at, dst_dir_fd=at)
        except BaseException:
            os.unlink(place, dir_fd=at)
            raise

    def ages(self) -> list[tuple[int, int, str]]:
        """Of everything in the folder the time of change (ns), the size (bytes) and the name."""
        with os.scandir(self._path if self._descriptor is None else self._descriptor) as entries:
            found = [(entry.stat(follow_symlinks=False), entry.name) for entry in entries]
        return sorted((stat.st_mtime_ns, stat.st_size, name) for stat, name in found)

    def remove(self, name: str) -> None:
        """Remove a file.

        Raises:
            OSError: It cannot be removed.
        """
        os.unlink(self._place(name), dir_fd=self._descriptor)

    def _place(self, name: str) -> str:
        return f"{self._path}/{name}" if self._descriptor is None else name

    def _refuse(self, found: os.stat_result, name: str, most: int, secret: bool) -> None:
        path = f"{self._path}/{name}"
        if not S_ISREG(found.st_mode):
            message = f"{path} is no file"
            raise RefusedError(message)
        if found.st_size > most:
            message = f"{path} is larger than {most} bytes"
            raise RefusedError(message)
        _refuse_foreign(found, path)
        if _POSIX and found.st_mode & (_OPEN_TO_OTHERS if secret else _WRITABLE_BY_OTHERS):
            message = f"others can {'read' if secret else 'write to'} {path}"
            raise RefusedError(message)


def _refuse_foreign(found: os.stat_result, path: str) -> None:
    if _POSIX and found.st_uid != os.geteuid():
        message = f"another user owns {path}"
        raise RefusedError(message)
