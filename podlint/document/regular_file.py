"""Reads files: regular ones only, and only up to a maximum size.

The author of a repository decides what its files are. Reading a pipe could block forever, a device
may never end, and opening one may have an effect.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from stat import S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISREG, S_ISSOCK

__all__ = [
    "MOST_OF_MANIFEST",
    "MOST_OF_SETTINGS",
    "TooLargeError",
    "UnreadableError",
    "holds",
    "read_regular",
]

MOST_OF_SETTINGS = 1 << 20
"""The maximum size in bytes of settings, ignore files and rules."""

MOST_OF_MANIFEST = 100 << 20
"""The maximum size in bytes of a manifest; the API server refuses objects above three million."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_INHERITED = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""Paths that refer to files of this process, as in `podlint check <(helm template .)`."""

_BLOCK, _LARGE_BLOCK = 1 << 16, 1 << 20

_KINDS = (
    (S_ISDIR, "a directory"),
    (S_ISFIFO, "a pipe"),
    (S_ISCHR, "a device"),
    (S_ISBLK, "a device"),
    (S_ISSOCK, "a socket"),
)


class UnreadableError(OSError):
    """A file is not read because of its kind; `strerror` names the kind."""


class TooLargeError(UnreadableError):
    """A file is larger than the maximum."""


def read_regular(path: str | os.PathLike[str], most: int) -> bytes:
    """The bytes of a regular file; links are followed.

    A pipe is read only if it belongs to this process and is named as such: `/dev/fd/63`.

    Args:
        path: The file.
        most: The maximum number of bytes.

    Raises:
        TooLargeError: The file is larger.
        UnreadableError: It is not a regular file.
        OSError: It cannot be read.
        ValueError: The path has a null byte.
    """
    with _opened(path) as (opened, size):
        data = _read(opened, max(size, _BLOCK), most)
    if len(data) > most:
        raise TooLargeError(errno.EFBIG, f"larger than {most >> 20} MiB", os.fspath(path))
    return data


def holds(path: str | os.PathLike[str], word: bytes) -> bool:
    """Whether some bytes occur in a regular file of any size.

    Raises:
        UnreadableError, OSError, ValueError: As for `read_regular`.
    """
    with _opened(path) as (opened, _):
        last = b""
        while data := os.read(opened, _LARGE_BLOCK):
            if word in last + data:
                return True
            last = data[-len(word) :]
    return False


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[tuple[int, int]]:
    """The descriptor and the size of a regular file."""
    name = os.fspath(path)
    inherited = name.startswith(_INHERITED)
    # Checked before opening, which may have an effect, and checked again for the open file.
    _refuse_others(os.stat(name), name, inherited)  # noqa: PTH116
    opened = os.open(name, os.O_RDONLY if inherited else _FLAGS)
    try:
        found = os.fstat(opened)
        _refuse_others(found, name, inherited)
        yield opened, found.st_size
    finally:
        os.close(opened)


def _read(opened: int, expected: int, most: int) -> bytes:
    """The content, but little more than `most` bytes."""
    data = os.read(opened, min(expected, most) + 1)
    while len(data) <= most and (more := os.read(opened, _BLOCK)):
        data += more
    return data


def _refuse_others(found: os.stat_result, name: str, inherited: bool) -> None:
    mode = found.st_mode
    if S_ISREG(mode) or (inherited and (S_ISFIFO(mode) or S_ISSOCK(mode))):
        return
    kind = next((text for is_kind, text in _KINDS if is_kind(mode)), "something else")
    raise UnreadableError(errno.EINVAL, f"not a regular file but {kind}", name)
