"""What the ``.gitignore`` files of a repository leave out."""

from __future__ import annotations

from pathlib import Path

from podlint.document.regular_file import MOST_OF_SETTINGS
from podlint.reading.file_names import IGNORE, REPOSITORY
from podlint.reading.gitignore import IgnoreLines, split_lines
from podlint.reading.inputs import Inputs
from podlint.startup.frozen import Frozen

__all__ = ["Ignored", "ignored_above", "ignored_in", "reason"]

Unread = tuple[Path, str]
"""What could not be looked at, and why."""


class Ignored(Frozen):
    """What the ``.gitignore`` files on the way to a folder say.

    Attributes:
        files: Of each, outermost first, the folder that it is in and its lines.
        unread: Those that could not be read.
    """

    files: tuple[tuple[Path, IgnoreLines], ...] = ()
    unread: tuple[Unread, ...] = ()

    def __add__(self, other: Ignored) -> Ignored:
        """What both say, the other further in."""
        if not (other.files or other.unread):
            return self
        return Ignored((*self.files, *other.files), (*self.unread, *other.unread))

    def leaves_out(self, path: Path, is_folder: bool) -> bool:
        """Whether a path itself is left out: the innermost file with a say decides."""
        for folder, lines in reversed(self.files):
            verdict = lines.verdict(path.relative_to(folder).as_posix(), is_folder)
            if verdict is not None:
                return verdict
        return False

    def leaves_out_whole(self, folder: Path) -> bool:
        """Whether a folder or one that it lies in is left out; nothing below comes back."""
        return any(
            Ignored(tuple(file for file in self.files if file[0] in each.parents)).leaves_out(
                each, is_folder=True
            )
            for each in (folder, *folder.parents)
        )


def ignored_in(inputs: Inputs, folder: Path) -> Ignored:
    """What the file in a folder, links resolved, says."""
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
    """What the files between the repository's root and a folder, links resolved, say."""
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
    """Why something cannot be looked at."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "no such file or directory"
    return f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"


def _is_repository(inputs: Inputs, folder: Path) -> bool:
    return inputs.exists(folder / REPOSITORY)


_NOTHING = Ignored()
