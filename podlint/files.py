"""Which files a set of paths means."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING, NamedTuple

from podlint.errors import PodlintError
from podlint.file_names import CONFIGURATIONS, IGNORE, REPOSITORY
from podlint.frozen import Frozen
from podlint.pattern import pattern
from podlint.regular_file import MOST_OF_SETTINGS, read_regular

if TYPE_CHECKING:
    from podlint.gitignore import IgnoreLines

SUFFIXES = (".yaml", ".yml", ".json")
"""What a directory is searched for."""

_STATIC_PODS = pattern(
    r"/(etc/kubernetes/manifests|kubelet/manifests|kubelet\.d|pod-manifests|static-pods"
    r"|static-manifests)/[^./][^/]*$"
)


def in_static_pod_folder(path: str, folders: Iterable[str] = ()) -> bool:
    """Whether a file lies in a folder that kubelets are known to read static Pods from.

    That is ``/etc/kubernetes/manifests`` of a node, or a folder of such a name in a repository. A
    kubelet passes over files whose names begin with a dot.

    Args:
        path: The file.
        folders: Further folders, absolute on their node.
    """
    place = Path(os.path.abspath(path)).as_posix()  # noqa: PTH100
    folder, _, name = place.rpartition("/")
    return _STATIC_PODS.search(place) is not None or (
        not name.startswith(".") and any(folder.endswith(each) for each in folders)
    )


class PathPatterns(Frozen):
    """Patterns in the form of ``.gitignore``.

    Attributes:
        lines: The patterns.
        root: The folder they are relative to; the working directory if None.
    """

    lines: tuple[str, ...] = ()
    root: Path | None = None

    def match(self, path: Path, folder: bool = False) -> bool:
        """Whether a file, or a folder, is meant; never one outside the root."""
        if not self.lines:
            return False
        root = Path.cwd() if self.root is None else self.root.absolute()
        place = Path(os.path.normpath(path.absolute()))
        if not place.is_relative_to(root):
            return False
        return _read(self.lines).ignores(place.relative_to(root).as_posix(), folder)


NOTHING = PathPatterns()


def several_paths(function: str, paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The paths that a function of the library was given.

    Raises:
        TypeError: It is a single path, or something else that is not several paths.
    """
    if isinstance(paths, str | bytes | os.PathLike):
        raise TypeError(f"{function} takes several paths, not one: {function}([{paths!r}])")
    return [Path(path) for path in paths]


def require_working_folder() -> None:
    """Make sure that paths can be resolved.

    Raises:
        PodlintError: The working directory has been removed.
    """
    try:
        Path.cwd()
    except OSError as error:
        raise PodlintError("the working directory no longer exists") from error


class Found(NamedTuple):
    """What a search found.

    Attributes:
        files: The manifests, in order of path.
        folders: The folders that were looked through.
        unread: What could not be looked at, each with the reason.
    """

    files: list[Path]
    folders: list[Path]
    unread: list[tuple[Path, str]]


def collect(paths: Iterable[Path], exclude: PathPatterns = NOTHING, force: bool = False) -> Found:
    """The manifests that `paths` mean, each once however it is named.

    A directory means every ``*.yaml``, ``*.yml`` and ``*.json`` below it, except what the
    ``.gitignore`` files of the repository leave out and what `exclude` matches; links are not
    followed out of it. A file means itself, unless `exclude` matches and `force` is set.

    Args:
        paths: Files and directories.
        exclude: What no directory search finds.
        force: Let `exclude` also apply to files that are named.
    """
    found: dict[str, Path] = {}
    seen = Found([], [], [])
    for path in paths:
        try:
            is_folder = S_ISDIR(path.stat().st_mode)
        except (OSError, ValueError) as error:
            seen.unread.append((path, _reason(error)))
            continue
        if is_folder:
            files: Iterable[Path] = _walk(path, exclude, seen)
        else:
            files = () if force and exclude.match(path) else (path,)
        for file in files:
            found.setdefault(os.path.normpath(file.absolute()), file)
    return seen._replace(files=sorted(found.values()))


def directly_in(folder: Path, exclude: PathPatterns = NOTHING) -> Found:
    """The manifests that a directory search finds in a folder itself."""
    seen = Found([], [], [])
    return seen._replace(files=sorted(_walk(folder, exclude, seen, below=False)))


@cache
def _read(lines: tuple[str, ...]) -> IgnoreLines:
    # Many projects have no patterns.
    from podlint.gitignore import IgnoreLines

    return IgnoreLines(lines)


def _walk(folder: Path, exclude: PathPatterns, seen: Found, below: bool = True) -> Iterator[Path]:
    """The manifests in a folder; `seen` gets the folders, and what could not be looked at."""
    top = Path(os.path.realpath(folder))
    above = _ignores_above(top, seen)
    pending = [] if _is_ignored(top, above) else [(folder, top, above)]
    while pending:
        here, real, ignores = pending.pop()
        seen.folders.append(here)
        ignores = (*ignores, *_ignore_in(real, seen))
        for entry in _entries(here, seen):
            is_link, is_folder = entry.is_symlink(), _is_folder(entry)
            if is_folder and not (below and entry.name != REPOSITORY and not is_link):
                continue
            if not is_folder and not (_is_manifest(entry.name) and _is_file(entry)):
                continue
            path = here / entry.name
            if is_link and not Path(os.path.realpath(path)).is_relative_to(top):
                continue
            if ignores and _verdict(real / entry.name, is_folder, ignores):
                continue
            if exclude.match(path, is_folder):
                continue
            if is_folder:
                pending.append((path, real / entry.name, ignores))
            else:
                yield path


def _entries(folder: Path, seen: Found) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError as error:
        seen.unread.append((folder, _reason(error)))
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # Links that lead to each other.
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "no such file or directory"
    return f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"


def _is_manifest(name: str) -> bool:
    return name.endswith(SUFFIXES) and name not in CONFIGURATIONS


_Ignore = tuple[Path, "IgnoreLines"]
"""A folder, and what its ``.gitignore`` says."""


def _is_ignored(folder: Path, ignores: tuple[_Ignore, ...]) -> bool:
    """Whether a folder or one that it lies in is ignored; nothing below such a one comes back."""
    return any(
        _verdict(each, True, tuple(ignore for ignore in ignores if ignore[0] in each.parents))
        for each in (folder, *folder.parents)
    )


def _verdict(path: Path, is_folder: bool, ignores: tuple[_Ignore, ...]) -> bool:
    """Whether a path itself is ignored: the innermost ``.gitignore`` with a say decides."""
    for folder, lines in reversed(ignores):
        verdict = lines.verdict(path.relative_to(folder).as_posix(), is_folder)
        if verdict is not None:
            return verdict
    return False


def _ignore_in(folder: Path, seen: Found) -> tuple[_Ignore, ...]:
    """A folder, links resolved, with what its ``.gitignore`` says; nothing if it has none."""
    file = folder / IGNORE
    # Most folders have none, and to be told by an exception takes longer.
    if not os.path.lexists(file) or file.is_dir():
        return ()
    try:
        text = read_regular(file, MOST_OF_SETTINGS).decode("utf-8", "surrogateescape")
    except OSError as error:
        seen.unread.append((file, _reason(error)))
        return ()
    from podlint.gitignore import IgnoreLines, split_lines

    return ((folder, IgnoreLines(split_lines(text))),)


def _ignores_above(folder: Path, seen: Found) -> tuple[_Ignore, ...]:
    """The ``.gitignore`` files between the repository's root and the folder, outermost first."""
    if _is_repository(folder):
        return ()
    for count, parent in enumerate(folder.parents, start=1):
        if _is_repository(parent):
            between = reversed(folder.parents[:count])
            return tuple(ignore for each in between for ignore in _ignore_in(each, seen))
    return ()


def _is_repository(folder: Path) -> bool:
    return os.path.exists(folder / REPOSITORY)  # noqa: PTH110 - it never raises
