"""Writes files atomically: a file has its old text or its new text, never a part of it."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from podlint.document.encoding import UTF8, encoded
from podlint.errors import PodlintError

__all__ = ["UnwrittenError", "is_stream", "prepare_report", "write_report", "write_whole"]

_PREFIX = ".podlint-"


class UnwrittenError(PodlintError):
    """A file cannot be written.

    Attributes:
        reason: Why, in the words of the operating system.
    """

    def __init__(self, path: Path, error: OSError) -> None:
        self.reason = error.strerror
        super().__init__(f"cannot write {path}: {self.reason}")


def write_whole(path: Path, text: str, encoding: str = UTF8) -> None:
    """Replace the text of a file atomically; its permissions stay.

    A symbolic link is replaced by a file; its target is not changed.

    Args:
        path: The file.
        text: The new text.
        encoding: As in `podlint.document.encoding.Decoded`.

    Raises:
        UnwrittenError: The file cannot be written.
    """
    try:
        _replace(path, encoded(text, encoding))
    except OSError as error:
        raise UnwrittenError(path, error) from error


def write_report(path: Path, text: str) -> None:
    """Write a report to a file, or to a pipe or a device such as `/dev/null`.

    Raises:
        UnwrittenError: The report cannot be written.
    """
    # The user names a link, so the report goes to its target.
    real = Path(os.path.realpath(path))
    if is_stream(path):
        try:
            with path.open("wb") as stream:
                stream.write(text.encode())
        except OSError as error:
            raise UnwrittenError(path, error) from error
    else:
        write_whole(real, text)


def prepare_report(path: Path) -> None:
    """Make the folder of a report, and try whether the report can be written; it is not changed.

    Raises:
        UnwrittenError: The report could not be written.
    """
    if is_stream(path):
        return
    real = Path(os.path.realpath(path))
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        if real.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        _try_folder(real.parent)
    except OSError as error:
        raise UnwrittenError(path, error) from error


def _try_folder(folder: Path) -> None:
    """Make and remove a file in a folder, because permissions alone do not tell."""
    from tempfile import TemporaryFile

    with TemporaryFile(dir=folder, prefix=_PREFIX):
        pass


def is_stream(path: Path) -> bool:
    """Whether a path is not a regular file to replace, but a pipe or a device."""
    real = Path(os.path.realpath(path))
    # `/dev/stdout` may be a regular file that another process continues to write.
    return (real.exists() and not real.is_file() and not real.is_dir()) or path.parts[:2] in (
        ("/", "dev"),
        ("/", "proc"),
    )


def _replace(path: Path, data: bytes) -> None:
    from podlint.engine.held_signals import signals_held_back

    # A signal while the temporary file is written would leave it behind.
    with signals_held_back():
        _replace_undisturbed(path, data)


def _replace_undisturbed(path: Path, data: bytes) -> None:
    from tempfile import mkstemp

    try:
        old = path.stat()
    except FileNotFoundError:
        old = None
    descriptor, new = mkstemp(dir=path.parent, prefix=_PREFIX)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            # Some file systems notice only now that the disk is full.
            os.fsync(file.fileno())
        if old:
            with suppress(PermissionError, AttributeError):
                os.chown(new, old.st_uid, old.st_gid)
        Path(new).chmod(old.st_mode & 0o7777 if old else 0o666 & ~_umask())
        Path(new).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(new).unlink()
        raise


def _umask() -> int:
    # The mask can only be read by setting it.
    current = os.umask(0)
    os.umask(current)
    return current
