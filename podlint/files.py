"""Which files a set of paths means."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = (".yaml", ".yml", ".json")
"""What a directory is searched for."""

CONFIGURATIONS = (".podlint.yaml", ".podlint.yml")
"""podlint's own configuration files, which are never searched for."""


def collect(
    paths: Iterable[Path], exclude: tuple[str, ...] = (), force: bool = False
) -> list[Path]:
    """The manifests that `paths` mean, each once however it is named, in order of path.

    A directory means every ``*.yaml``, ``*.yml`` and ``*.json`` below it, except what the
    ``.gitignore`` files of the repository leave out and what `exclude` matches; links are not
    followed out of it. A file means itself, unless `exclude` matches and `force` is set.

    Args:
        paths: Files and directories, which exist.
        exclude: Patterns in the form of ``.gitignore``, relative to the current directory.
        force: Let `exclude` also apply to files that are named.
    """
    excluded = _spec(exclude)
    found: dict[str, Path] = {}
    for path in paths:
        if path.is_dir():
            files: Iterable[Path] = _walk(path, excluded)
        else:
            files = () if force and excluded and excluded.match_file(path) else (path,)
        for file in files:
            found.setdefault(os.path.abspath(file), file)
    return sorted(found.values())


def directly_in(folder: Path, exclude: tuple[str, ...] = ()) -> list[Path]:
    """The manifests that a directory search finds in a folder itself, in order of path."""
    return sorted(_walk(folder, _spec(exclude), below=False))


def _spec(lines: Sequence[str]) -> GitIgnoreSpec | None:
    """The patterns of some lines; None if there are none, which spares an import."""
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _walk(folder: Path, excluded: GitIgnoreSpec | None, below: bool = True) -> Iterator[Path]:
    ignores = _ignores_above(folder.resolve())
    pending = [(folder, ignores)]
    while pending:
        here, ignores = pending.pop()
        absolute = here.resolve()
        ignores = (*ignores, *_ignore_in(absolute))
        for entry in os.scandir(here):
            path = here / entry.name
            if entry.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                continue
            is_folder = entry.is_dir()
            if _ignored(absolute / entry.name, is_folder, ignores):
                continue
            if excluded and excluded.match_file(f"{path}/" if is_folder else path):
                continue
            if not is_folder:
                if _is_manifest(entry.name) and entry.is_file():
                    yield path
            elif below and entry.name != ".git" and not entry.is_symlink():
                pending.append((path, ignores))


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
    try:
        lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    spec = _spec(lines)
    return ((folder, spec),) if spec else ()


def _ignores_above(folder: Path) -> tuple[tuple[Path, GitIgnoreSpec], ...]:
    """The ``.gitignore`` files between the repository's root and the folder, outermost first."""
    above: list[tuple[Path, GitIgnoreSpec]] = []
    for parent in folder.parents if not (folder / ".git").exists() else ():
        above[:0] = _ignore_in(parent)
        if (parent / ".git").exists():
            return tuple(above)
    return ()
