"""Which files a set of paths means."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from podlint.file_names import CONFIGURATIONS, IGNORE, REPOSITORY
from podlint.frozen import Frozen
from podlint.pattern import pattern

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


class Found(NamedTuple):
    """What a search found.

    Attributes:
        files: The manifests, in order of path.
        folders: The folders that were looked through.
    """

    files: list[Path]
    folders: list[Path]


def collect(paths: Iterable[Path], exclude: PathPatterns = NOTHING, force: bool = False) -> Found:
    """The manifests that `paths` mean, each once however it is named.

    A directory means every ``*.yaml``, ``*.yml`` and ``*.json`` below it, except what the
    ``.gitignore`` files of the repository leave out and what `exclude` matches; links are not
    followed out of it. A file means itself, unless `exclude` matches and `force` is set.

    Args:
        paths: Files and directories, which exist.
        exclude: What no directory search finds.
        force: Let `exclude` also apply to files that are named.
    """
    found: dict[str, Path] = {}
    folders: list[Path] = []
    for path in paths:
        if path.is_dir():
            files: Iterable[Path] = _walk(path, exclude, folders)
        else:
            files = () if force and exclude.match(path) else (path,)
        for file in files:
            found.setdefault(os.path.normpath(file.absolute()), file)
    return Found(sorted(found.values()), folders)


def directly_in(folder: Path, exclude: PathPatterns = NOTHING) -> Found:
    """The manifests that a directory search finds in a folder itself."""
    folders: list[Path] = []
    return Found(sorted(_walk(folder, exclude, folders, below=False)), folders)


@cache
def _read(lines: tuple[str, ...]) -> IgnoreLines:
    # Many projects have no patterns.
    from podlint.gitignore import IgnoreLines

    return IgnoreLines(lines)


def _walk(
    folder: Path, exclude: PathPatterns, seen: list[Path], below: bool = True
) -> Iterator[Path]:
    """The manifests in a folder; `seen` gets the folders that are looked through."""
    top = folder.resolve()
    above = _ignores_above(top)
    pending = [] if _is_ignored(top, above) else [(folder, above)]
    while pending:
        here, ignores = pending.pop()
        seen.append(here)
        ignores = (*ignores, *_ignore_in(here))
        for entry in os.scandir(here):
            is_link, is_folder = entry.is_symlink(), entry.is_dir()
            if is_folder and not (below and entry.name != REPOSITORY and not is_link):
                continue
            if not is_folder and not (_is_manifest(entry.name) and entry.is_file()):
                continue
            path = here / entry.name
            if is_link and not path.resolve().is_relative_to(top):
                continue
            if ignores and _verdict(here.resolve() / entry.name, is_folder, ignores):
                continue
            if exclude.match(path, is_folder):
                continue
            if is_folder:
                pending.append((path, ignores))
            else:
                yield path


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


def _ignore_in(folder: Path) -> tuple[_Ignore, ...]:
    """The folder with what its ``.gitignore`` says; nothing if it has none."""
    file = folder / IGNORE
    # Most folders have none, and to be told by an exception takes longer.
    if not file.exists():
        return ()
    try:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return ()
    from podlint.gitignore import IgnoreLines, split_lines

    return ((folder.resolve(), IgnoreLines(split_lines(text))),)


def _ignores_above(folder: Path) -> tuple[_Ignore, ...]:
    """The ``.gitignore`` files between the repository's root and the folder, outermost first."""
    if _is_repository(folder):
        return ()
    for count, parent in enumerate(folder.parents, start=1):
        if _is_repository(parent):
            between = reversed(folder.parents[:count])
            return tuple(ignore for each in between for ignore in _ignore_in(each))
    return ()


def _is_repository(folder: Path) -> bool:
    return (folder / REPOSITORY).exists()
