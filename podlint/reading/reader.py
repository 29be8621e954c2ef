"""Reads units from paths."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import ParamSpec

from podlint.document.encoding import UTF8, UndecodableError, decoded
from podlint.document.regular_file import MOST_OF_MANIFEST, TooLargeError
from podlint.finding.internal_error import internal_error
from podlint.finding.report import ReadError
from podlint.finding.unchecked import Skipped
from podlint.reading.file import ReadFile, read_text
from podlint.reading.file_names import CHART
from podlint.reading.files import collect
from podlint.reading.flux import substituted_folders
from podlint.reading.fragments import Fragments, fragments_in, is_incomplete
from podlint.reading.inputs import Inputs
from podlint.reading.kustomization import NONE, read_kustomization
from podlint.reading.podless import Kind, kinds_of_repository
from podlint.reading.read_settings import ReadSettings
from podlint.reading.relative_name import relative_name
from podlint.reading.repository_index import Inclusion, inclusion_in, repository_of
from podlint.reading.search import Members, Search
from podlint.reading.unit import Unit, object_set
from podlint.reading.units import UnitRoot, below_kustomization, files_of, root_of
from podlint.relations.object_set import ObjectSet

__all__ = ["Reader", "facts", "reported_name"]

Parameters = ParamSpec("Parameters")
Read = ReadFile | ReadError

_GENERATED = "generated: the setting `generated` lists it"


class Reader:
    """Finds and reads files.

    Attributes:
        inputs: The file system.
        settings: The settings for reading files.
        texts: Texts to use instead of the content of files, by absolute path.
        errors: The files that are known to be errors, by absolute path.
    """

    def __init__(
        self,
        inputs: Inputs,
        settings: ReadSettings = ReadSettings(),  # noqa: B008 - it is frozen
        texts: Mapping[str, str] | None = None,
        remember: bool = False,
    ) -> None:
        """Make a reader for one run.

        Args:
            inputs: The file system.
            settings: The settings for reading files.
            texts: Texts to use instead of the content of files, by path.
            remember: Cache what is read of each text, which takes memory.
        """
        self.inputs = inputs
        self.settings = settings
        self._root = (settings.root or Path.cwd()).absolute()
        self.texts = _by_absolute(texts or {})
        self.errors: Mapping[Path, ReadError] = {}
        self._known: dict[tuple[str, str], Read] | None = {} if remember else None

    def with_texts(self, texts: Mapping[str, str]) -> Reader:
        """The same reader for other texts; it shares the cache."""
        other = copy(self)
        other.texts = _by_absolute(texts)
        other.inputs = self.inputs.with_texts(other.texts)
        return other

    def without(self, errors: Mapping[Path, ReadError]) -> Reader:
        """The same reader, for which some files, by absolute path, are known to be errors."""
        other = copy(self)
        other.errors = errors
        return other

    def search(self, paths: Collection[Path], force: bool = False) -> Search:
        """Find the files for paths, by unit.

        Args:
            paths: Files and directories.
            force: A tool names the files: apply `exclude` to them too.
        """
        files, unread = collect(self.inputs, paths, self.settings.exclude, force)
        named = {*paths}
        units: dict[UnitRoot, list[Path]] = {}
        for path in files:
            units.setdefault(root_of(self.inputs, path), []).append(path)
        return Search(
            tuple(
                Members(
                    root,
                    tuple(members),
                    sum(map(self.inputs.size, members)),
                    frozenset(path.absolute() for path in members if path in named),
                    force,
                )
                for root, members in units.items()
            ),
            tuple(_unread(path, reason, paths) for path, reason in dict.fromkeys(unread)),
        )

    def files(self, members: Members) -> list[Path]:
        """The absolute paths of the files to report on, and of their context."""
        return self._files(members)[0]

    def _files(self, members: Members) -> tuple[list[Path], bool]:
        """The files of `files`, and whether these are all files of the unit."""
        found = files_of(self.inputs, members.root, self.settings.exclude)
        kustomization = members.root.kustomization
        context = {*found.files, *((kustomization,) if kustomization else ())}
        files = sorted({*(path.absolute() for path in members.paths), *context})
        return files, not found.unread

    def unit(self, members: Members) -> Unit:
        """Read a unit: the files to report on, and all others as context."""
        root = members.root
        files, all_found = self._files(members)
        named = frozenset[Path]() if members.by_tool else members.named
        by_path = {path: self.read(path, path in named) for path in files}
        all_read = all_found and not any(isinstance(e, ReadError) for e in by_path.values())
        complete = all_read and CHART not in root.markers

        def objects_in(files: tuple[ReadFile, ...], fragments: Fragments) -> ObjectSet:
            file = by_path.get(root.kustomization) if root.kustomization else None
            kustomization = (
                read_kustomization(file.documents) if isinstance(file, ReadFile) else NONE
            )
            return object_set(files, fragments, kustomization, complete, complete)

        def defined() -> frozenset[Kind]:
            where = self.repository_of(files[0])
            return self.inputs.once(kinds_of_repository, where, self.settings.exclude)

        wanted = [by_path[path.absolute()] for path in members.paths]
        name = reported_name(root.folder)
        paths = {file.path: path for path, file in by_path.items()}
        unit = Unit.of(
            by_path.values(), wanted, objects_in, self._fragments_by(paths), defined, name
        )
        return unit.of_chart(name) if CHART in root.markers else unit

    def _fragments_by(
        self, paths: Mapping[str, Path]
    ) -> Callable[[tuple[ReadFile, ...]], Fragments]:
        """A function that finds the parts among the objects of files with these absolute paths."""

        def find(files: tuple[ReadFile, ...]) -> Fragments:
            inclusions, declared = dict[ReadFile, Inclusion](), list[ReadFile]()
            for file in files:
                path = paths[file.path]
                if self.settings.fragments.match(path):
                    declared.append(file)
                inclusion = self._inclusion(path, file)
                if inclusion is not None:
                    inclusions[file] = inclusion
            return fragments_in(files, inclusions, declared)

        return find

    def _inclusion(self, path: Path, file: ReadFile) -> Inclusion | None:
        """How the kustomizations of the repository use a file; None if there are none.

        This reads the whole repository, so it is called only if it matters.
        """
        if not self.inputs.once(below_kustomization, path.parent) and not is_incomplete(file):
            return None
        root = self.repository_of(path)
        return self.inputs.once(inclusion_in, root, self.inputs.real(path))

    def read(self, path: Path, named: bool = False) -> Read:
        """Read a file; an error if it cannot be read.

        Args:
            path: The file's absolute path.
            named: The user named the file; it was not just found in a folder.
        """
        if path in self.errors:
            return self.errors[path]
        name = reported_name(path)
        text, encoding = self.texts.get(_absolute(path)), UTF8
        try:
            if self.settings.generated.match(path):
                return ReadFile(name, "", (), (), (Skipped(name, 0, 1, _GENERATED),))
            if text is None:
                text, encoding = decoded(self.inputs.read(path, MOST_OF_MANIFEST))
        except TooLargeError as error:
            return self._too_large(path, name, str(error.strerror))
        except OSError as error:
            return ReadError(name, f"cannot be read: {error.strerror}")
        except UndecodableError as error:
            return ReadError(name, str(error))
        known = self._known and self._known.get((name, text))
        if known:
            return known
        substituted = "${" in text and self.is_substituted(path)
        read = facts(name, read_text, name, text, self.settings.kinds, named, substituted)
        if isinstance(read, ReadFile) and encoding != UTF8:
            read = read.replace(encoding=encoding)
        if self._known is not None:
            self._known[name, text] = read
        return read

    def repository_of(self, path: Path) -> Path:
        """The root of the repository with a file."""
        return repository_of(self.inputs, path, self._root)

    def is_substituted(self, path: str | Path) -> bool:
        """Whether a setting or Flux says that another tool replaces each `${X}` in a file."""
        path = Path(path)
        if self.settings.placeholders.match(path):
            return True
        root = self.repository_of(path)
        folders = self.inputs.once(substituted_folders, root, self.settings.exclude)
        return any(path.is_relative_to(each) for each in folders)

    def _too_large(self, path: Path, name: str, reason: str) -> Read:
        """An error for a large file, unless it is other data, as large JSON files often are."""
        words = (b"apiVersion", "apiVersion".encode("utf-16-le"))
        try:
            if any(self.inputs.holds(path, word) for word in words):
                return ReadError(name, f"cannot be read: {reason}; split the file")
        except OSError as error:
            return ReadError(name, f"cannot be read: {error.strerror}")
        reason = f"not a Kubernetes object: {reason}, and without apiVersion"
        return ReadFile(name, "", (), (), (Skipped(name, 0, 1, reason),))


def facts(
    path: str,
    read: Callable[Parameters, Read],
    *args: Parameters.args,
    **named: Parameters.kwargs,
) -> Read:
    """The result of a function that reads a file; an error if it raises an exception."""
    try:
        return read(*args, **named)
    except Exception as error:
        return internal_error(error, path)


def _unread(path: Path, reason: str, named: Iterable[Path]) -> ReadError:
    as_named = path in named or not path.is_absolute()
    return ReadError(path.as_posix() if as_named else reported_name(path), reason)


def _by_absolute(texts: Mapping[str, str]) -> dict[str, str]:
    return {_absolute(path): text for path, text in texts.items()}


def _absolute(path: str | Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - without ``..``, unlike Path.absolute


def reported_name(path: Path) -> str:
    """The name of a file or folder in reports."""
    return _relative(path, os.getcwd())  # noqa: PTH109


@lru_cache(1 << 13)
def _relative(path: Path, folder: str) -> str:
    return relative_name(path, folder)
