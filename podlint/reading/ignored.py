"""Finds the paths that the ``.gitignore`` files of a repository leave out."""

from __future__ import annotations

from pathlib import Path

from podlint.document.regular_file import MOST_OF_SETTINGS
from podlint.reading.file_names import IGNORE, REPOSITORY
from podlint.reading.gitignore import IgnoreLines, split_lines
from podlint.reading.inputs import Inputs
from podlint.startup.frozen import Frozen

__all__ = ["Ignored", "ignored_above", "ignored_in", "reason"]

Unread = tuple[Path, str]
"""A path that could not be searched, and why."""


class Ignored(Frozen):
    """The ``.gitignore`` files from the root of the repository down to a folder.

    Attributes:
        files: The folder and the lines of each file, outermost first.
        unread: The files that could not be read.
    """

    files: tuple[tuple[Path, IgnoreLines], ...] = ()
    unread: tuple[Unread, ...] = ()

    def __add__(self, other: Ignored) -> Ignored:
        """The files of both, with those of the other further inside."""
        if not (other.files or other.unread):
            return self
        return Ignored((*self.files, *other.files), (*self.unread, *other.unread))

    def leaves_out(self, path: Path, is_folder: bool) -> bool:
        """Whether a path itself is left out; the innermost file that matches it decides."""
        for folder, lines in reversed(self.files):
            verdict = lines.verdict(path.relative_to(folder).as_posix(), is_folder)
            if verdict is not None:
                return verdict
        return False

    def leaves_out_whole(self, folder: Path) -> bool:
        """Whether a folder or one above it is left out, with everything below."""
        return any(
            Ignored(tuple(file for file in self.files if file[0] in each.parents)).leaves_out(
                each, is_folder=True
            )
            for each in (folder, *folder.parents)
        )


def ignored_in(inputs: Inputs, folder: Path) -> Ignored:
    """The file in a folder, after links are resolved."""
    file = folder / IGNORE
    if not inputs.exists(file):
        return _NOTHING
    try:
        if inputs.is_folder(file):
            return _NOTHING
        text = inputs.read(file, MOST_OF_SETTINGS).decode("utf-8", "surrogateescape")
    except OSError as error:
        return Ignored(unread=((file, reason(error)),))
    return Ignored(((folder, IgnoreLines(split_lines(text))),))


def ignored_above(inputs: Inputs, folder: Path) -> Ignored:
    """The files from the repository's root to a folder, after links are resolved."""
    if _is_repository(inputs, folder):
        return _NOTHING
    for count, parent in enumerate(folder.parents, start=1):
        if _is_repository(inputs, parent):
            found = _NOTHING
            for each in reversed(folder.parents[:count]):
                found += inputs.once(ignored_in, each)
            return found
    return _NOTHING


def reason(error: OSError | ValueError) -> str:
    """Why a path could not be searched."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "no such file or directory"
    return f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"


def _is_repository(inputs: Inputs, folder: Path) -> bool:
    return inputs.exists(folder / REPOSITORY)


_NOTHING = Ignored()
