"""A cache for the output of runs, valid until a file that a run read changes.

Most runs repeat an earlier one: an editor saves without a change, a hook runs again, a pipeline has
no new manifests. The answer then comes from the cache, and podlint does not even load the code that
reads manifests. So this module imports only a few modules of Python.

The key of an entry consists of the arguments, the working directory, the terminal and the versions.
An entry is valid only if each file and folder that the report depends on has the same time of
change, size and inode as before. If the report depends on the date, it is valid only on that day. A
run within two seconds of a change is not cached, because a file may be written twice within a tick
of the file system's clock.

Entries are in the user's cache folder, never among the linted files, and hold text only. They are
signed with a key that only the user can read. podlint does not use a folder that other users can
write to.

Paths are strings here: importing `pathlib` would take as long as the whole module.
"""

from __future__ import annotations

import os
import sys
import time

from podlint.cli.private_folder import KEY, KEY_BYTES, PrivateFolder, RefusedError
from podlint.cli.stamps import (
    is_same,
    is_same_place,
    is_still,
    kind_of,
    packages_in,
    signature,
    stamp_of,
)
from podlint.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["PACKAGE", "SETTLED", "RunCache"]

_FORM = b"podlint-run/6"
_UTF8, _ANY_BYTES = "utf-8", "surrogateescape"
_MOST_KEPT, _MOST_BYTES, _MOST_BYTES_OF_ALL = 100, 2**24, 2**26
_SUFFIX = ".podlint-run"
_UNSETTLED = "unsettled"
SETTLED = 2 * 10**9
"""Age of a change in nanoseconds from which it counts: some file systems store even seconds."""

_DAY = 86_400 * 10**9

_FOLDER = "PODLINT_CACHE_DIR"
"""The variable that names the cache folder, key included: whoever sets it trusts both."""

_VARIABLES = (
    "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR",
    "PRE_COMMIT", "TERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE",
)  # fmt: skip
"""The environment variables that the output depends on."""

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder of podlint itself."""


class RunCache:
    """The cache, for one question.

    Attributes:
        refusal: Why the folder is not used; None if it is used.
        named: Whether the user named the folder, rather than using the default one.
        folder: The cache folder.
        started: When the run started, in nanoseconds since the epoch.
    """

    def __init__(
        self, folder: str, question: Sequence[str], started: int, named: bool = False
    ) -> None:
        """A cache in a folder, which need not exist.

        Args:
            folder: The cache folder.
            question: What the output depends on apart from files: arguments, folder, terminal,
                versions.
            started: When the run started, in nanoseconds since the epoch.
            named: As the attribute.
        """
        self.refusal: str | None = None
        self.named = named
        self.folder = folder
        self.started = started
        self._question = list(question)
        self._packages: dict[str, tuple[str, int]] = {}

    @classmethod
    def of_process(cls, arguments: Sequence[str]) -> RunCache | None:
        """This user's cache for a command line; None if output cannot be cached.

        That is the case if podlint runs from its source tree, which may change.
        """
        named = os.environ.get(_FOLDER)
        folder = os.path.abspath(named) if named else _user_folder()
        nowhere = sys.stdout is None
        if nowhere or not os.path.isabs(folder) or not os.path.isdir(f"{PACKAGE}/rules"):
            return None
        try:
            terminal = str(os.get_terminal_size().columns) if sys.stdout.isatty() else ""
            here = os.getcwd()
        except OSError:
            return None
        variables = (f"{name}={os.environ.get(name)}" for name in _VARIABLES)
        versions = (VERSION, sys.version, PACKAGE, *sys.path)
        shown = (terminal, sys.stdout.encoding, *variables)
        question = (*versions, *shown, here, *arguments)
        return cls(folder, question, time.time_ns(), named=bool(named))

    def recall(self) -> tuple[int, str, bool] | None:
        """The exit code, the output, and whether it is UTF-8; None if there is no valid entry."""
        try:
            with self._opened(PrivateFolder) as folder:
                key = folder.read(KEY, KEY_BYTES, secret=True)
                entry = folder.read(self._name(key), _MOST_BYTES)
            form, signed, kept = entry.split(b"\0", 2)
            if (form, len(key), signed) != (_FORM, KEY_BYTES, signature(key, kept)):
                return None
            *fields, day, code, encoding, text = kept.decode(_UTF8, _ANY_BYTES).split("\0")
            question, rest = _taken(fields)
            places, rest = _taken(rest)
            listings, rest = rest[: len(places)], rest[len(places) :]
            there, rest = _taken(rest)
            there_is, rest = rest[: len(there)], rest[len(there) :]
            paths, stamps = _taken(rest)
            same = question == self._question and day in ("", str(self.started // _DAY))
            same = same and all(map(is_same, paths, stamps))
            same = same and all(map(is_still, there, there_is))
            if same and all(map(is_same_place, places, listings, stamps[len(paths) :])):
                return int(code), text, encoding == _UTF8
        except (OSError, ValueError, IndexError):
            pass  # There is no such entry, or it is damaged.
        return None

    def keep(
        self,
        code: int,
        text: str,
        read: Iterable[str],
        looked_for: Iterable[str] = (),
        *,
        dated: bool = False,
        utf8: bool = False,
    ) -> None:
        """Cache a run that has ended, unless a file has just been changed.

        Args:
            code: The exit code.
            text: The text on standard output.
            read: The absolute paths of the files and folders that were read.
            looked_for: The absolute paths whose kind, or absence, matters.
            dated: The output depends on the day.
            utf8: The output is UTF-8 whatever the stream encodes in.
        """
        if "\0" in text:
            return
        read = {*read}

        def counts(path: str) -> bool:
            # A new file would change the folder, which was read.
            return os.path.dirname(path) not in read or os.path.lexists(path)

        paths, there = sorted(read), sorted(filter(counts, {*looked_for} - read))
        stamps = [self._stamp(path) for path in paths]
        there_is = [self._settled(*kind_of(path)) for path in there]
        if _UNSETTLED in (*stamps, *there_is) or "" in stamps:
            return
        places = sorted({PACKAGE, *map(os.path.abspath, sys.path)})
        stamps += [self._stamp(place) for place in places]
        listings = [self._settled(*self.packages(place)) for place in places]
        if _UNSETTLED in listings:
            return
        fields = (*_counted(self._question), *_counted(places), *listings, *_counted(there))
        stamped = (*there_is, *_counted(paths), *stamps)
        day = str(self.started // _DAY) if dated else ""
        shown = (str(code), _UTF8 if utf8 else "", text)
        kept = "\0".join((*fields, *stamped, day, *shown)).encode(_UTF8, _ANY_BYTES)
        if len(kept) > _MOST_BYTES - 200:
            return
        try:
            with self._opened(PrivateFolder.made) as folder:
                key = folder.key()
                entry = b"\0".join((_FORM, signature(key, kept), kept))
                folder.write(self._name(key), entry)
                folder.forget_oldest(_SUFFIX, _MOST_KEPT, _MOST_BYTES_OF_ALL)
        except OSError:
            return  # A run does not fail because it cannot be cached.

    def packages(self, place: str) -> tuple[str, int]:
        """What `packages_in` returned for a folder when it was first asked for in this run."""
        found = self._packages.get(place)
        if found is None:
            found = self._packages[place] = packages_in(place)
        return found

    def _opened(self, opened: Callable[[str], PrivateFolder]) -> PrivateFolder:
        try:
            return opened(self.folder)
        except RefusedError as error:
            self.refusal = str(error)
            raise

    def _name(self, key: bytes) -> str:
        question = "\0".join(self._question).encode(_UTF8, _ANY_BYTES)
        return signature(key, question).decode() + _SUFFIX

    def _stamp(self, path: str) -> str:
        return self._settled(*stamp_of(path))

    def _settled(self, stamp: str, changed: int) -> str:
        return _UNSETTLED if changed > self.started - SETTLED else stamp


def _user_folder() -> str:
    """This user's cache folder, by the XDG Base Directory Specification."""
    variable = "LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME"
    return f"{os.environ.get(variable) or os.path.expanduser('~/.cache')}/podlint"


def _counted(fields: Sequence[str]) -> tuple[str, ...]:
    return (str(len(fields)), *fields)


def _taken(fields: list[str]) -> tuple[list[str], list[str]]:
    """The fields of the first group, and the fields after it."""
    count = int(fields[0]) + 1
    return fields[1:count], fields[count:]
