"""What a run printed, kept until something that it read has changed.

Most runs repeat an earlier one: an editor saves without a change, a hook runs again, a pipeline
has nothing new. Then nothing has to be loaded, not even what reads manifests. So this module stands
on Python alone, and imports little even of that.

A kept run is found by what was asked for: arguments, working directory, terminal. It is taken only
if every file and folder that the report depends on looks the same to the file system as before:
time of change, size and identity. What had changed shortly before the run is not relied upon: a
file may be written twice within a tick of the file system's clock. Kept runs lie in the user's
folder of caches, never in what is linted, and hold text only.

Paths are strings here: to load `pathlib` takes as long as all of this.
"""

from __future__ import annotations

import os
import sys
import time
import zlib
from stat import S_ISDIR

from podlint.reading.file_names import (
    CHART,
    CONFIGURATIONS,
    IGNORE,
    KUSTOMIZATIONS,
    PYPROJECT,
    REPOSITORY,
)
from podlint.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["RunCache"]

_FORM = "podlint-run/1"
_UTF8, _ANY_BYTES = "utf-8", "surrogateescape"
_MOST_KEPT = 100
_SETTLED = 2 * 10**9
"""Nanoseconds after which a change counts as over: some file systems know even seconds only."""

_VARIABLES = (
    "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR",
    "PRE_COMMIT", "TERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE",
)  # fmt: skip
"""Of the environment, what decides how findings are shown."""

_NAMES = (*CONFIGURATIONS, *KUSTOMIZATIONS, CHART, PYPROJECT, IGNORE, REPOSITORY)
_REPOSITORY = f"{os.sep}{REPOSITORY}"
_PACKAGE = os.path.dirname(os.path.abspath(__file__))


class RunCache:
    """The runs that were kept, for one question."""

    def __init__(self, folder: str, question: Sequence[str], started: int) -> None:
        """A cache in a folder, which need not exist.

        Args:
            folder: Where runs are kept.
            question: What decides the answer beside files: arguments, folder, terminal, versions.
            started: When the run began, in nanoseconds since the epoch.
        """
        self._folder = folder
        self._question = list(question)
        self._started = started
        self._path = f"{folder}/{_sum(chr(0).join(question))}"

    @classmethod
    def of_process(cls, arguments: Sequence[str]) -> RunCache | None:
        """The cache of this user for a command line; None where nothing can be kept.

        That is so where podlint runs from its sources, which change under it.
        """
        folder = _user_folder()
        if folder is None or not os.path.isdir(f"{_PACKAGE}/rules"):
            return None
        try:
            terminal = str(os.get_terminal_size().columns) if sys.stdout.isatty() else ""
            here = os.getcwd()
        except OSError:
            return None
        variables = (f"{name}={os.environ.get(name)}" for name in _VARIABLES)
        versions = (VERSION, sys.version, _PACKAGE, *sys.path)
        shown = (terminal, sys.stdout.encoding, *variables)
        return cls(folder, (*versions, *shown, here, *arguments), time.time_ns())

    def recall(self) -> tuple[int, str] | None:
        """The exit code and the output of the same run; None if there was none, or it is over."""
        try:
            with open(self._path, encoding=_UTF8, errors=_ANY_BYTES, newline="") as file:
                form, check, kept = file.read().split("\0", 2)
            if form != _FORM or check != _sum(kept):
                return None
            *fields, code, text = kept.split("\0")
            question, rest = _taken(fields)
            paths, stamps = _taken(rest)
            if question != self._question:
                return None
            same = all(_look(path)[0] == stamp for path, stamp in zip(paths, stamps, strict=True))
            return (int(code), text) if same else None
        except (OSError, ValueError):
            return None

    def keep(self, code: int, text: str, inputs: Iterable[str]) -> None:
        """Keep a run that has come to its end, unless something has just been changed.

        Args:
            code: Its exit code.
            text: What it wrote to standard output.
            inputs: The absolute paths of the files and folders that decided it.
        """
        inputs = set(inputs)
        if any(path.endswith(_REPOSITORY) for path in inputs):
            return
        packages = {_PACKAGE, *map(os.path.abspath, sys.path)}
        paths = sorted({*inputs, *_beside({*inputs, os.getcwd()}), *packages})
        looks = [_look(path) for path in paths]
        if "\0" in text or any(changed > self._started - _SETTLED for _, changed in looks):
            return
        stamps = (stamp for stamp, _ in looks)
        fields = (*_counted(self._question), *_counted(paths), *stamps, str(code), text)
        kept = "\0".join(fields)
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            new = f"{self._path}.{os.getpid()}"
            with open(new, "w", encoding=_UTF8, errors=_ANY_BYTES, newline="") as file:
                file.write("\0".join((_FORM, _sum(kept), kept)))
            os.replace(new, self._path)
            self._forget_oldest()
        except OSError:
            return  # A folder of caches that cannot be written is no reason to fail.

    def _forget_oldest(self) -> None:
        with os.scandir(self._folder) as entries:
            kept = sorted(entries, key=lambda entry: entry.stat().st_mtime_ns)
        for entry in kept[:-_MOST_KEPT]:
            os.unlink(entry.path)


def _user_folder() -> str | None:
    """Where this user's caches lie, after the XDG Base Directory Specification."""
    variable = "LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME"
    folder = os.environ.get(variable) or os.path.expanduser("~/.cache")
    return f"{folder}/podlint" if os.path.isabs(folder) else None


def _beside(inputs: Iterable[str]) -> Iterator[str]:
    """The files that have a say for what lies below them, whether or not they are there."""
    folders = set[str]()
    for path in inputs:
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        while folder not in folders:
            folders.add(folder)
            folder = os.path.dirname(folder)
    return (os.path.join(folder, name) for folder in folders for name in _NAMES)


def _look(path: str) -> tuple[str, int]:
    """How a file or folder looks to the file system, and when it changed (ns since the epoch)."""
    try:
        found = os.stat(path)
    except OSError:
        return "", 0
    if S_ISDIR(found.st_mode) and path.endswith(_REPOSITORY):
        return "repository", 0  # Its time changes with every commit, and says nothing.
    stamp = f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"
    return stamp, max(found.st_mtime_ns, found.st_ctime_ns)


def _sum(text: str) -> str:
    return f"{zlib.crc32(text.encode(_UTF8, _ANY_BYTES)):08x}"


def _counted(fields: Sequence[str]) -> tuple[str, ...]:
    return (str(len(fields)), *fields)


def _taken(fields: list[str]) -> tuple[list[str], list[str]]:
    """The fields of the first group, and what comes after it."""
    count = int(fields[0]) + 1
    return fields[1:count], fields[count:]
