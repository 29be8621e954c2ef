"""What a run asks of the file system: everything goes through here, and is kept in mind.

So a report can say what it depends on: where every file that was read, every folder that was listed
and every path that was looked for is as it was, the report would be the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from podlint.document import regular_file

__all__ = ["Entry", "Inputs", "Record"]

Answer = TypeVar("Answer")
About = ParamSpec("About")


class Entry(NamedTuple):
    """What a folder holds under a name.

    Attributes:
        name: The name.
        is_folder: It is a folder, or a link to one.
        is_file: It is a regular file, or a link to one.
        is_link: It is a symbolic link.
    """

    name: str
    is_folder: bool
    is_file: bool
    is_link: bool


class Record:
    """What was asked of the file system, by absolute path.

    Attributes:
        read: The files whose bytes, and the folders whose entries, had a say.
        looked_for: The paths of which only counted what is there, if anything.
    """

    def __init__(self) -> None:
        self.read: set[str] = set()
        self.looked_for: set[str] = set()

    def add(self, other: Record) -> None:
        """Take in what was asked elsewhere."""
        self.read |= other.read
        self.looked_for |= other.looked_for


class Inputs:
    """The file system as a run sees it.

    Attributes:
        record: All that has been asked.
    """

    def __init__(self) -> None:
        self.record = Record()
        self._answers: dict[tuple[object, ...], tuple[Any, Record]] = {}

    @contextmanager
    def recorded(self) -> Iterator[Record]:
        """Record what is asked inside, answers that are remembered included."""
        outer, inner = self.record, Record()
        self.record = inner
        try:
            yield inner
        finally:
            self.record = outer
            outer.add(inner)

    def once(
        self,
        question: Callable[Concatenate[Inputs, About], Answer],
        *about: About.args,
        **named: About.kwargs,
    ) -> Answer:
        """The answer to a question that is asked only the first time.

        Args:
            question: A function of these inputs.
            about: Its other arguments, which can be hashed.
            named: None: arguments are told apart by their order.
        """
        key = (question, *about)
        if key not in self._answers:
            with self.recorded() as record:
                self._answers[key] = question(self, *about, **named), record
        answer, record = self._answers[key]
        self.record.add(record)
        found: Answer = answer
        return found

    def read(self, path: Path, most: int) -> bytes:
        """The bytes of a regular file.

        Raises:
            OSError, ValueError: As `podlint.document.regular_file.read_regular`.
        """
        self.record.read.add(_absolute(path))
        return regular_file.read_regular(path, most)

    def holds(self, path: Path, word: bytes) -> bool:
        """Whether some bytes occur in a regular file, be it of any size.

        Raises:
            OSError, ValueError: As `podlint.document.regular_file.holds`.
        """
        self.record.read.add(_absolute(path))
        return regular_file.holds(path, word)

    def entries(self, folder: Path) -> list[Entry]:
        """What a folder holds, in the order of the file system.

        Raises:
            OSError: It cannot be listed.
        """
        self.record.read.add(_absolute(folder))
        with os.scandir(folder) as entries:
            return list(map(_entry, entries))

    def among(self, folder: Path, names: Iterable[str]) -> tuple[str, ...]:
        """Those of some names that are regular files in a folder, in order."""
        names = tuple(names)
        where = _absolute(folder).rstrip(os.sep)
        self.record.looked_for.update(f"{where}{os.sep}{name}" for name in names)
        try:
            # To list a folder once takes less than to ask for each name.
            there = frozenset(os.listdir(folder))  # noqa: PTH208
        except OSError:
            there = frozenset(names)
        # It never raises, as the method of a path may.
        return tuple(
            name
            for name in names
            if name in there and os.path.isfile(f"{where}{os.sep}{name}")  # noqa: PTH113
        )

    def exists(self, path: Path) -> bool:
        """Whether there is anything at a path, be it a link that leads nowhere."""
        self.record.looked_for.add(_absolute(path))
        return os.path.lexists(path)

    def is_folder(self, path: Path) -> bool:
        """Whether a path leads to a folder.

        Raises:
            OSError, ValueError: It leads nowhere.
        """
        self.record.looked_for.add(_absolute(path))
        return S_ISDIR(path.stat().st_mode)

    def is_link(self, path: Path) -> bool:
        """Whether a path is a symbolic link."""
        self.record.looked_for.add(_absolute(path))
        return os.path.islink(path)  # noqa: PTH114 - it never raises

    def size(self, path: Path) -> int:
        """The bytes of a file; 0 if it is gone. What it is asked for decides no report."""
        try:
            return path.stat().st_size
        except (OSError, ValueError):
            return 0

    def real(self, path: str | Path) -> str:
        """An absolute path with all links on the way resolved; empty for what is no path."""
        absolute = _absolute(path)
        self.record.looked_for.add(absolute)
        try:
            real = os.path.realpath(path)
        except ValueError:
            return ""
        if real != absolute:
            self.record.looked_for.update(map(str, Path(absolute).parents))
        return real


def _absolute(path: str | Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - a fifth of the time of Path.absolute


def _entry(entry: os.DirEntry[str]) -> Entry:
    is_link = entry.is_symlink()
    try:
        return Entry(entry.name, entry.is_dir(), entry.is_file(), is_link)
    except OSError:  # Links that lead to each other.
        return Entry(entry.name, is_folder=False, is_file=False, is_link=is_link)
