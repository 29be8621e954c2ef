"""Where a kustomization may read: files in or below its folder, and folders anywhere beside it.

Sources: api/internal/loader/fileloader.go and loadrestrictions.go; api/internal/git/repospec.go.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from podlint.document import Span
from podlint.document.encoding import UndecodableError, decoded
from podlint.document.regular_file import MOST_OF_MANIFEST, TooLargeError
from podlint.reading.inputs import Inputs
from podlint.rendering.kustomize.kustomization.entries import LoadedFile, Written
from podlint.rendering.kustomize.kustomization.kustomization_file import (
    Kustomization,
    read_kustomization,
)
from podlint.rendering.kustomize.loading.resource_files import read_resources
from podlint.rendering.kustomize.loading.schemas import without_schemas
from podlint.rendering.kustomize.nodes.copying import copied_map
from podlint.rendering.kustomize.nodes.effort import spend_on_text
from podlint.rendering.kustomize.nodes.errors import BuildError, Declined
from podlint.rendering.kustomize.nodes.node import Origin
from podlint.rendering.kustomize.nodes.read_nodes import Source
from podlint.rendering.kustomize.nodes.resource import Resource
from podlint.startup.lazy_pattern import pattern

__all__ = ["FILE_NAMES", "Folder", "MissingError"]

FILE_NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
"""What the file of a kustomization may be called."""

_DEEPEST = 100
"""Kustomizations that take in each other, one within the other."""

_LARGEST_KEPT = 200_000
"""Bytes of a file that is read once for all builds that it is part of."""

Found = TypeVar("Found")

_REMOTE_FILE = pattern(r"(?i)https?:")
_REMOTE_FOLDER = pattern(r"(?i)(git::)?((ssh|https?|file)://|[a-z][a-z0-9-]*@|github\.com[/:])")


class MissingError(BuildError):
    """There is nothing at a path, or no file."""


class Folder:
    """The folder of a kustomization.

    Attributes:
        path: Its path, as it was come to.
        inputs: The file system.
        read: All files that have been read in the course of the build, in order.
        left_out: What podlint does not build and leaves out; None if it leaves out nothing.
        chain: This folder and the ones that led to it, each with its path without links.
    """

    def __init__(
        self,
        path: str,
        inputs: Inputs,
        limit: str,
        above: Folder | None = None,
        anywhere: bool = False,
        left_out: list[Declined] | None = None,
    ) -> None:
        """Take a folder.

        Args:
            path: Its path.
            inputs: The file system.
            limit: The repository, without links: nothing outside of it is read.
            above: The folder whose kustomization names this one.
            anywhere: Files may lie anywhere in the repository (`LoadRestrictionsNone`).
            left_out: As for the class.
        """
        self.path = path
        self.inputs = inputs
        self.read: dict[str, None] = above.read if above else {}
        self.left_out: list[Declined] | None = above.left_out if above else left_out
        self._limit = limit
        self._anywhere = anywhere
        self._real = inputs.real(path)
        before = above.chain if above else ()
        self.chain: tuple[tuple[str, str], ...] = ((path, self._real), *before)

    @property
    def is_inside(self) -> bool:
        """Whether the folder lies in the repository."""
        return _is_in(self._real, self._limit)

    @property
    def place(self) -> Origin:
        """The folder as a place."""
        return Origin(self.path, Span(1, 1, 1, 1))

    def load(self, path: Written) -> LoadedFile:
        """A file that the kustomization names.

        Raises:
            MissingError: There is no such file.
            BuildError: The kustomization may not read it.
            Declined: It is elsewhere, or too large.
        """
        shown = self._file(path)
        spend_on_text(self.inputs.size(Path(shown)), path.origin)
        return LoadedFile(shown, _content(self.inputs, shown))

    def _file(self, path: Written) -> str:
        """Where a file is that may be read."""
        if _REMOTE_FILE.match(path.text):
            raise Declined(f"podlint does not fetch {path.text}", path.origin)
        shown = self._located(path.text)
        if self._is_folder(self.inputs.real(shown), path):
            raise MissingError(f"{path.text} is a folder, not a file", path.origin)
        if not self._is_own(shown):
            message = f"{path.text} is not in or below the folder of the kustomization"
            raise BuildError(message, path.origin)
        self.read[shown] = None
        return shown

    def resources(self, path: Written) -> list[Resource]:
        """The resources in a file.

        Raises:
            BuildError, MissingError, Declined: As `load`; or its content is not resources.
        """
        shown = self._file(path)
        size = self.inputs.size(Path(shown))
        spend_on_text(size, path.origin)
        brief = self.left_out is not None
        if not brief and size > _LARGEST_KEPT:
            return _read_resources(self.inputs, shown)
        kept = self.inputs.once(_kept_brief if brief else _kept_resources, shown)
        return [Resource(copied_map(each.root), each.source) for each in _given(kept)]

    def source(self, path: Written) -> Source:
        """A file of text.

        Raises:
            BuildError, MissingError, Declined: As `load`; or it is no text.
        """
        return _source(self.inputs, self._file(path))

    def folder(self, path: Written) -> Folder:
        """A folder that the kustomization names.

        Raises:
            BuildError: There is none, or it lies above a kustomization that it is part of.
            Declined: It is elsewhere.
        """
        text = path.text
        if not text:
            raise BuildError("the path of a folder is empty", path.origin)
        if os.path.isabs(text):  # noqa: PTH117
            raise BuildError(f"the path of a folder cannot be absolute: {text}", path.origin)
        if _REMOTE_FOLDER.match(text):
            raise Declined(f"podlint does not fetch {text}", path.origin)
        shown = self._located(text)
        real = self.inputs.real(shown)
        if not self._is_folder(real, path):
            raise MissingError(f"{text} is not a folder", path.origin)
        for _, real_of_other in self.chain:
            if _is_in(real_of_other, real):
                inside = os.path.relpath(real_of_other, self._limit)
                message = f"cycle: {text} contains {inside}, which is being built"
                raise BuildError(message, path.origin)
        if len(self.chain) > _DEEPEST:
            message = f"kustomizations are nested more than {_DEEPEST} levels deep"
            raise Declined(message, path.origin)
        found = Folder(shown, self.inputs, self._limit, self, self._anywhere)
        if not found.is_inside:
            raise Declined(f"{text} is outside of the repository", path.origin)
        return found

    def kustomization(self, lenient: bool = False) -> Kustomization:
        """The kustomization of the folder.

        Args:
            lenient: As for `read_kustomization`.

        Raises:
            BuildError: There is none or several, or it is not valid.
        """
        there = self.inputs.among(Path(self.path), FILE_NAMES)
        found = [shown for shown in map(self._located, there) if self._is_own(shown)]
        if not found:
            raise MissingError(_no_kustomization(there), self.place)
        if len(found) > 1:
            several = ", ".join(map(os.path.basename, found))
            raise BuildError(f"several kustomizations: {several}", self.place)
        self.read[found[0]] = None
        return _given(self.inputs.once(_kept_kustomization, found[0], lenient))

    def _is_own(self, shown: str) -> bool:
        """Whether a file lies where the kustomization may read, links resolved."""
        within = self._limit if self._anywhere else self._real
        return _is_in(os.path.dirname(self.inputs.real(shown)), within)  # noqa: PTH120

    def _located(self, path: str) -> str:
        """Where a path leads to from the folder as it is with all links resolved."""
        shown = os.path.normpath(os.path.join(self.path, path))  # noqa: PTH118
        target = os.path.normpath(os.path.join(self._real, path))  # noqa: PTH118
        return shown if self.inputs.real(shown) == self.inputs.real(target) else target

    def _is_folder(self, real: str, path: Written) -> bool:
        try:
            if real:
                return self.inputs.is_folder(Path(real))
        except (OSError, ValueError):
            pass
        raise MissingError(f"there is no {path.text}", path.origin)


def _no_kustomization(linked: tuple[str, ...]) -> str:
    """Why a folder has no kustomization, where files of such names are links to elsewhere."""
    if linked:
        return f"{linked[0]} is a link to a place outside its folder; kustomize does not read it"
    names = f"{', '.join(FILE_NAMES[:-1])} or {FILE_NAMES[-1]}"
    return f"there is no kustomization here: add a {names}"


def _content(inputs: Inputs, shown: str) -> bytes:
    try:
        return inputs.read(Path(shown), MOST_OF_MANIFEST)
    except TooLargeError as error:
        raise Declined(f"the file is {error.strerror}", _start(shown)) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise MissingError(f"cannot be read: {reason}", _start(shown)) from None


def _source(inputs: Inputs, shown: str) -> Source:
    try:
        return Source(shown, decoded(_content(inputs, shown)).text)
    except UndecodableError as error:
        raise BuildError(str(error), _start(shown)) from None


def _start(shown: str) -> Origin:
    return Origin(shown, Span(1, 1, 1, 1))


def _read_resources(inputs: Inputs, shown: str) -> list[Resource]:
    return read_resources(_source(inputs, shown))


def _kept_brief(inputs: Inputs, shown: str) -> list[Resource] | BuildError:
    """The resources in a file, without the schemas of custom resources."""
    try:
        source = _source(inputs, shown)
        return read_resources(Source(shown, without_schemas(source.text)))
    except BuildError as error:
        return error


def _kept_resources(inputs: Inputs, shown: str) -> list[Resource] | BuildError:
    try:
        return _read_resources(inputs, shown)
    except BuildError as error:
        return error


def _kept_kustomization(inputs: Inputs, shown: str, lenient: bool) -> Kustomization | BuildError:
    try:
        return read_kustomization(shown, _source(inputs, shown).text, lenient)
    except BuildError as error:
        return error


def _given(found: Found | BuildError) -> Found:
    """What has been kept.

    Raises:
        BuildError: It has been an error.
    """
    if isinstance(found, BuildError):
        raise type(found)(found.message, found.origin)
    return found


def _is_in(path: str, folder: str) -> bool:
    """Whether a path is a folder, or lies below it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
