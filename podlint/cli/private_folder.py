"""A folder that only its user can write to, and the small files in it.

podlint trusts the files, so it refuses everything that another user could have put there: a folder
that another user owns or can write to, and links, pipes and devices instead of files, which it does
not open. After the check the folder stays open, so that nobody can replace it.

On Windows, a user's folders are closed to other users by default, and podlint does not check owners
and modes.
"""

from __future__ import annotations

import os
from stat import S_ISLNK, S_ISREG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["KEY", "KEY_BYTES", "PrivateFolder", "RefusedError"]

KEY, KEY_BYTES = "key", 32
"""The file with the key that signs files, and its size."""

_POSIX = os.name == "posix"
_FOLLOW_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | _FOLLOW_NO_LINK | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FOLLOW_NO_LINK | getattr(os, "O_BINARY", 0)
_WRITABLE_BY_OTHERS, _OPEN_TO_OTHERS = 0o022, 0o077


class RefusedError(OSError):
    """A folder or file is not used, because another user may have written it; the text says why."""


class PrivateFolder:
    """An open folder; use it in a `with` statement."""

    def __init__(self, path: str) -> None:
        """Open a folder.

        Raises:
            RefusedError: Another user owns the folder or can write to it.
            OSError: The folder does not exist, or is not a folder.
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
                message = f"other users can write to {path}; run `chmod go-w {path}`"
                raise RefusedError(message)
        except OSError:
            os.close(self._descriptor)
            raise

    @classmethod
    def made(cls, path: str) -> PrivateFolder:
        """Open a folder; create it, for this user alone, if it does not exist.

        Raises:
            RefusedError, OSError: As for the class, or if the folder cannot be created.
        """
        os.makedirs(path, mode=0o700, exist_ok=True)
        return cls(path)

    def __enter__(self) -> PrivateFolder:
        """Return the folder itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the folder."""
        if self._descriptor is not None:
            os.close(self._descriptor)

    def read(self, name: str, most: int, secret: bool = False) -> bytes:
        """Read a file.

        Args:
            name: The file's name.
            most: The maximum size, in bytes.
            secret: Refuse a file that other users can read.

        Raises:
            RefusedError: Other users can write the file, it is not a regular file, or too large.
            OSError: The file cannot be read.
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
        """Write a file atomically; only this user can read it.

        Raises:
            OSError: The file cannot be written.
        """
        # Imported here, because most runs write nothing.
        from podlint.engine.held_signals import signals_held_back

        # A signal while the temporary file is written would leave it behind.
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
        """The time of the last change (ns), the size (bytes) and the name of each entry, sorted."""
        with os.scandir(self._path if self._descriptor is None else self._descriptor) as entries:
            found = [(entry.stat(follow_symlinks=False), entry.name) for entry in entries]
        return sorted((stat.st_mtime_ns, stat.st_size, name) for stat, name in found)

    def remove(self, name: str) -> None:
        """Remove a file.

        Raises:
            OSError: The file cannot be removed.
        """
        os.unlink(self._place(name), dir_fd=self._descriptor)

    def key(self) -> bytes:
        """The key that signs files here; a new one if there is none that only this user can read.

        Raises:
            OSError: It cannot be written.
        """
        try:
            key = self.read(KEY, KEY_BYTES, secret=True)
            if len(key) == KEY_BYTES:
                return key
        except (FileNotFoundError, RefusedError):
            pass
        self.write(KEY, key := os.urandom(KEY_BYTES))
        return key

    def forget_oldest(self, suffix: str, most: int, most_bytes: int) -> None:
        """Remove the files that changed first, so that some number and size are left.

        Args:
            suffix: Only files with this suffix count: a folder that the user named may have others.
            most: The maximum number of files.
            most_bytes: The maximum size of all of them together.

        Raises:
            OSError: A file cannot be removed.
        """
        number = size = 0
        for _, bytes_of_one, name in reversed(self.ages()):
            if name.endswith(suffix):
                number, size = number + 1, size + bytes_of_one
                if number > most or size > most_bytes:
                    self.remove(name)

    def _place(self, name: str) -> str:
        return f"{self._path}/{name}" if self._descriptor is None else name

    def _refuse(self, found: os.stat_result, name: str, most: int, secret: bool) -> None:
        path = f"{self._path}/{name}"
        if not S_ISREG(found.st_mode):
            message = f"{path} is not a regular file; remove it"
            raise RefusedError(message)
        if found.st_size > most:
            message = f"{path} is larger than {most} bytes; remove it"
            raise RefusedError(message)
        _refuse_foreign(found, path)
        if _POSIX and found.st_mode & (_OPEN_TO_OTHERS if secret else _WRITABLE_BY_OTHERS):
            message = f"other users can {'read' if secret else 'write to'} {path}; remove it"
            raise RefusedError(message)


def _refuse_foreign(found: os.stat_result, path: str) -> None:
    if _POSIX and found.st_uid != os.geteuid():
        message = f"another user owns {path}; set PODLINT_CACHE_DIR to a directory of your own"
        raise RefusedError(message)
