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
    from pathspec import GitIgnoreSpec

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
        spec = _spec(self.lines)
        if spec is None:
            return False
        root = Path.cwd() if self.root is None else self.root.absolute()
        place = Path(os.path.normpath(path.absolute()))
        if not place.is_relative_to(root):
            return False
        return spec.match_file(place.relative_to(root).as_posix() + ("/" if folder else ""))


NOTHING = PathPatterns()


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
def _spec(lines: tuple[str, ...]) -> GitIgnoreSpec | None:
    """The patterns of some lines; None if there are none, which spares an import."""
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _walk(
    folder: Path, exclude: PathPatterns, seen: list[Path], below: bool = True
) -> Iterator[Path]:
    """The manifests in a folder; `seen` gets the folders that are looked through."""
    top = folder.resolve()
    pending = [(folder, _ignores_above(top))]
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
            if ignores and _ignored(here.resolve() / entry.name, is_folder, ignores):
                continue
            if exclude.match(path, is_folder):
                continue
            if is_folder:
                pending.append((path, ignores))
            else:
                yield path


def _is_manifest(name: str) -> bool:
    return name.endswith(SUFFIXES) and name not in CONFIGURATIONS


def _ignored(path: Path, is_folder: bool, ignores: tuple[tuple[Path, GitIgnoreSpec], ...]) -> bool:
    verdict = False
    for folder, spec in ignores:
        name = path.relative_to(folder).as_posix() + ("/" if is_folder else "")
        result = spec.check_file(name)
        if result.include is not None:
            verdict = result.include
    return verdict


def _ignore_in(folder: Path) -> tuple[tuple[Path, GitIgnoreSpec], ...]:
    """The folder with the patterns of its ``.gitignore``; nothing if it has none."""
    file = folder / IGNORE
    # Most folders have none, and to be told by an exception takes longer.
    if not file.exists():
        return ()
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    spec = _spec(tuple(lines))
    return ((folder.resolve(), spec),) if spec else ()


def _ignores_above(folder: Path) -> tuple[tuple[Path, GitIgnoreSpec], ...]:
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
