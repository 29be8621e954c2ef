"""The file system and the calendar as a run sees them. All access goes through here, and is
recorded.

So a run knows what its report depends on. If every file that was read, every folder that was listed
and every path that was looked for is unchanged, and if the day is the same or was not asked for,
the report is the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from podlint.document import regular_file
from podlint.reading.facts import Facts
from podlint.reading.record import Asked, Record

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Entry", "Inputs"]

_LONGEST_PATH = 32_767
"""Characters; no system has longer paths, and resolving them takes long."""

Answer = TypeVar("Answer")
About = ParamSpec("About")


class Entry(NamedTuple):
    """An entry of a folder.

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

    @classmethod
    def of(cls, entry: os.DirEntry[str]) -> Entry:
        """An entry that the system lists."""
        is_link = entry.is_symlink()
        try:
            return cls(entry.name, entry.is_dir(), entry.is_file(), is_link)
        except OSError:  # Links that form a loop.
            return cls(entry.name, is_folder=False, is_file=False, is_link=is_link)


class Inputs:
    """The file system and the calendar as a run sees them.

    Attributes:
        record: Everything that was asked.
        facts: What earlier runs read in files; None if that is not known.
    """

    facts: Facts | None = None

    def __init__(
        self, texts: Mapping[str, str] = MappingProxyType({}), day: date | None = None
    ) -> None:
        """Take the file system.

        Args:
            texts: Texts to read instead of the content of files, by absolute path.
            day: The day to take instead of today.
        """
        self.record = Record()
        self._day = day
        self._texts = texts
        self._answers: dict[tuple[object, ...], tuple[Any, Record]] = {}
        self._real_folders: dict[str, str] = {}
        self._real: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._listed: dict[str, list[Entry]] = {}

    def with_texts(self, texts: Mapping[str, str]) -> Inputs:
        """The same file system with other texts; nothing is known of it."""
        return Inputs(texts, self._day) if texts != self._texts else self

    def today(self) -> date:
        """The day in UTC, which is the same during a run, wherever it runs."""
        if self._day is None:
            from datetime import UTC, datetime

            self._day = datetime.now(UTC).date()
        self.record.day = self._day
        return self._day

    @contextmanager
    def recorded(self) -> Iterator[Record]:
        """Record what is asked inside the block, including questions with cached answers."""
        outer = self.record
        with self.apart() as inner:
            try:
                yield inner
            finally:
                outer.add(inner)

    @contextmanager
    def apart(self) -> Iterator[Record]:
        """Record what is asked inside the block in a record that belongs to no other."""
        outer, inner = self.record, Record()
        self.record = inner
        try:
            yield inner
        finally:
            self.record = outer

    def once(
        self,
        question: Callable[Concatenate[Inputs, About], Answer],
        *about: About.args,
        **named: About.kwargs,
    ) -> Answer:
        """Ask a question only once; later calls return the same answer.

        Args:
            question: A function of these inputs.
            about: Its other arguments, which must be hashable.
            named: Always None, so that arguments are compared by their order.
        """
        key = (question, *about)
        if key not in self._answers:
            outer, record = self.record, Record()
            self.record = record
            try:
                answer = question(self, *about, **named)
            finally:
                self.record = outer
                outer.add(record)
            record.asked = Asked(question, about, answer)
            self._answers[key] = answer, record
        answer, record = self._answers[key]
        self.record.add(record)
        found: Answer = answer
        return found

    def read(self, path: Path, most: int) -> bytes:
        """The bytes of a regular file.

        Raises:
            OSError, ValueError: As for `podlint.document.regular_file.read_regular`.
        """
        absolute = _absolute(path)
        if absolute in self._texts:
            self.record.own_read.add(absolute)
            return self._texts[absolute].encode("utf-8", "surrogatepass")
        try:
            found = regular_file.read_regular(path, most)
        except (FileNotFoundError, NotADirectoryError):
            self.record.own_looked_for.add(absolute)
            raise
        except (OSError, ValueError):
            self.record.own_read.add(absolute)
            raise
        self.record.own_read.add(absolute)
        return found

    def in_content(self, path: Path, read: Callable[[bytes], Answer], most: int) -> Answer:
        """What a function reads in the bytes of a regular file.

        Args:
            path: The file.
            read: A function of a module, whose result depends on nothing else.
            most: The maximum size in bytes.

        Raises:
            OSError, ValueError: As for `podlint.document.regular_file.read_regular`.
        """
        absolute = _absolute(path)
        if self.facts is None or absolute in self._texts:
            return read(self.read(path, most))
        known: Answer | None = self.facts.known(absolute, read)
        if known is not None:
            self.record.own_read.add(absolute)
            return known
        content = self.read(path, most)
        answer = read(content)
        self.facts.add(absolute, content, read, answer)
        return answer

    def holds(self, path: Path, word: bytes) -> bool:
        """Whether some bytes occur in a regular file of any size.

        Raises:
            OSError, ValueError: As for `podlint.document.regular_file.holds`.
        """
        self.record.own_read.add(_absolute(path))
        return regular_file.holds(path, word)

    def entries(self, folder: Path) -> list[Entry]:
        """The entries of a folder at the first call, in the order of the file system.

        Raises:
            OSError: The folder cannot be listed.
        """
        absolute = _absolute(folder)
        self.record.own_read.add(absolute)
        if absolute not in self._listed:
            with os.scandir(folder) as entries:
                self._listed[absolute] = list(map(Entry.of, entries))
        return self._listed[absolute]

    def known_entries(self, folder: str) -> list[Entry] | None:
        """The entries of a folder, an absolute path, if they have been asked for; not recorded."""
        return self._listed.get(folder)

    def among(self, folder: Path, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that are regular files in a folder, in order."""
        names = tuple(names)
        where = _absolute(folder).rstrip(os.sep)
        self.record.own_looked_for.update(f"{where}{os.sep}{name}" for name in names)
        try:
            # Listing a folder once is faster than asking for each name.
            there = frozenset(os.listdir(folder))  # noqa: PTH208
        except OSError:
            there = frozenset(names)
        # Unlike the method of a path, this function never raises.
        return tuple(
            name
            for name in names
            if name in there and os.path.isfile(f"{where}{os.sep}{name}")  # noqa: PTH113
        )

    def exists(self, path: Path) -> bool:
        """Whether something is at a path, including a broken link."""
        self.record.own_looked_for.add(_absolute(path))
        return os.path.lexists(path)

    def is_folder(self, path: Path) -> bool:
        """Whether a path leads to a folder.

        Raises:
            OSError, ValueError: It leads nowhere.
        """
        self.record.own_looked_for.add(_absolute(path))
        return S_ISDIR(path.stat().st_mode)

    def is_link(self, path: Path) -> bool:
        """Whether a path is a symbolic link."""
        self.record.own_looked_for.add(_absolute(path))
        return os.path.islink(path)  # noqa: PTH114 - it never raises

    def size(self, path: Path) -> int:
        """The size of a file in bytes; 0 if it does not exist. No report depends on it."""
        try:
            return path.stat().st_size
        except (OSError, ValueError):
            return 0

    def real(self, path: str | Path) -> str:
        """The absolute path with all links resolved, as at the first call; empty if invalid."""
        text = os.fspath(path)
        if text not in self._real:
            self._real[text] = self._resolution(text)
        self.record.own_looked_for.update(self._real[text][1])
        return self._real[text][0]

    def real_folder(self, folder: str) -> str:
        """An absolute path of a folder with all links resolved; not recorded."""
        found = self._real_folders.get(folder)
        if found is None:
            found = self._real_folders[folder] = os.path.realpath(folder)
        return found

    def _resolution(self, path: str) -> tuple[str, tuple[str, ...]]:
        """The absolute path with all links resolved, and the paths that this depends on."""
        absolute = _absolute(path)
        if len(absolute) > _LONGEST_PATH:
            return "", ()
        try:
            # Without ``..``, only links change a path, and those of the folder are known.
            plain = ".." not in path
            real = self._without_links(absolute) if plain else os.path.realpath(path)
        except ValueError:
            return "", (absolute,)
        above = map(str, Path(absolute).parents) if real != absolute else ()
        return real, (absolute, *above)

    def _without_links(self, path: str) -> str:
        folder, name = os.path.split(path)
        found = os.path.join(self.real_folder(folder), name)  # noqa: PTH118
        if "\0" in name or os.path.islink(found):  # noqa: PTH114 - it never raises
            return os.path.realpath(path)
        return found


def _absolute(path: str | Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - a fifth of the time of Path.absolute
