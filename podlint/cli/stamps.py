"""Compact texts that change when a file, a folder or a set of packages changes.

Paths are strings here, for the reason that `podlint.cli.run_cache` gives.
"""

from __future__ import annotations

import os
from stat import S_IFMT, S_ISLNK

__all__ = [
    "is_same",
    "is_same_place",
    "is_still",
    "kind_of",
    "packages_in",
    "signature",
    "stamp_of",
]

_UTF8, _ANY_BYTES = "utf-8", "surrogateescape"
_INSTALLED = (".dist-info", ".egg-info", ".egg-link", ".egg", ".pth")
_BYTE_CODE = "__pycache__"


def signature(key: bytes, data: bytes) -> bytes:
    """A signature of the data, which only the owner of the key can make; safe as a file name."""
    try:
        # The same function of `hashlib` would take much longer to import.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, key=key, digest_size=16).hexdigest().encode()


def stamp_of(path: str) -> tuple[str, int]:
    """The stamp of a file or folder, and when it changed (ns since the epoch)."""
    try:
        found = os.stat(path)
    except OSError:
        return "", 0
    stamp = f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"
    return stamp, max(found.st_mtime_ns, found.st_ctime_ns)


def kind_of(path: str) -> tuple[str, int]:
    """The kind of file at a path, and when it changed (ns since the epoch); empty if none."""
    try:
        found = os.lstat(path)
    except OSError:
        return "", 0
    target = _target(path) if S_ISLNK(found.st_mode) else ""
    return f"{S_IFMT(found.st_mode)} {target}", found.st_ctime_ns


def _target(path: str) -> str:
    """The final target of a link, and its kind."""
    try:
        return f"{os.path.realpath(path)} {S_IFMT(os.stat(path).st_mode)}"
    except OSError:
        return "nowhere"


def is_still(path: str, kind: str) -> bool:
    """Whether a path still has the kind that `kind_of` returned."""
    return kind_of(path)[0] == kind


def is_same(path: str, stamp: str) -> bool:
    """Whether a file or folder still has the stamp that `stamp_of` returned."""
    return stamp_of(path)[0] == stamp


def is_same_place(place: str, listing: str, stamp: str) -> bool:
    """Whether a folder still has the same stamp, or the same packages as `packages_in` returned."""
    # Listing all installed packages takes long, and a stamp is usually enough.
    return is_same(place, stamp) or (listing != "" and packages_in(place)[0] == listing)


def packages_in(place: str) -> tuple[str, int]:
    """A stamp of the packages in a folder of Python's path, and when they changed (ns).

    Byte code, which the first run writes, does not count. An installation changes the package's
    metadata folder or file; of the other entries only the names are compared.
    """
    found, latest = [], 0
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                changed = 0
                if entry.name.endswith(_INSTALLED):
                    stat = entry.stat(follow_symlinks=False)
                    changed = max(stat.st_mtime_ns, stat.st_ctime_ns)
                if entry.name != _BYTE_CODE:
                    found.append(f"{entry.name} {changed}")
                    latest = max(latest, changed)
    except OSError:
        return "", 0  # An archive, or nothing is there.
    return signature(b"", "\0".join(sorted(found)).encode(_UTF8, _ANY_BYTES)).decode(), latest
