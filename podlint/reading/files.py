"""Finds the files for a set of paths."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from podlint.errors import PodlintError
from podlint.reading.file_names import OWN, REPOSITORY
from podlint.reading.ignored import Unread, ignored_above, ignored_in, reason
from podlint.reading.inputs import Entry, Inputs
from podlint.reading.path_patterns import NOTHING, PathPatterns
from podlint.startup.lazy_pattern import pattern

SUFFIXES = (".yaml", ".yml", ".json")
"""The suffixes of the files that the search of a directory returns."""

_STATIC_PODS = pattern(
    r"/(etc/kubernetes/manifests|kubelet/manifests|kubelet\.d|pod-manifests|static-pods"
    r"|static-manifests)/[^./][^/]*$"
)


def in_static_pod_folder(path: str, folders: Iterable[str] = ()) -> bool:
    """Whether a file is in a folder from which kubelets usually read static Pods.

    This is ``/etc/kubernetes/manifests`` of a node, or a folder of such a name in a repository. A
    kubelet skips files whose names start with a dot.

    Args:
        path: The file.
        folders: Further folders, as absolute paths on their node.
    """
    place = Path(os.path.abspath(path)).as_posix()  # noqa: PTH100
    folder, _, name = place.rpartition("/")
    return _STATIC_PODS.search(place) is not None or (
        not name.startswith(".") and any(folder.endswith(each) for each in folders)
    )


def require_working_folder() -> None:
    """Check that the working directory exists, so that paths can be resolved.

    Raises:
        PodlintError: The working directory has been removed.
    """
    try:
        Path.cwd()
    except OSError as error:
        raise PodlintError(
            "the working directory no longer exists; change to another one"
        ) from error


class Found(NamedTuple):
    """The result of a search.

    Attributes:
        files: The manifests, in order of path.
        unread: The files and folders that could not be searched, each with the reason.
    """

    files: list[Path]
    unread: list[Unread]


def collect(
    inputs: Inputs, paths: Iterable[Path], exclude: PathPatterns = NOTHING, force: bool = False
) -> Found:
    """Find the manifests for `paths`, each only once.

    For a directory, these are all ``*.yaml``, ``*.yml`` and ``*.json`` files below it, except files
    that a ``.gitignore`` of the repository or `exclude` leaves out. If `exclude` has patterns for
    the files to find, they replace the suffixes. The search does not follow links out of the
    directory. For a file, this is the file itself, unless `exclude` matches and `force` is set.

    Args:
        inputs: The file system.
        paths: Files and directories.
        exclude: The paths that the search of a directory skips.
        force: Apply `exclude` also to files that are named.
    """
    found: dict[str, Path] = {}
    unread: list[Unread] = []
    for path in paths:
        try:
            is_folder = inputs.is_folder(path)
        except (OSError, ValueError) as error:
            unread.append((path, reason(error)))
            continue
        if is_folder:
            files: Iterable[Path] = _walk(inputs, path, exclude, unread)
        else:
            wanted = not force or (exclude.finds(path, True) and not exclude.match(path))
            files = (path,) if wanted else ()
        for file in files:
            found.setdefault(os.path.abspath(file), file)  # noqa: PTH100 - without ``..``
    return Found(sorted(found.values()), unread)


def manifests_below(
    inputs: Inputs, folder: Path, exclude: PathPatterns = NOTHING
) -> tuple[Path, ...]:
    """The manifests that `collect` finds in a folder and below it."""
    return tuple(collect(inputs, [folder], exclude).files)


def directly_in(inputs: Inputs, folder: Path, exclude: PathPatterns = NOTHING) -> Found:
    """The manifests directly in a folder that the search of a directory finds."""
    unread: list[Unread] = []
    return Found(sorted(_walk(inputs, folder, exclude, unread, below=False)), unread)


def named(inputs: Inputs, folder: Path, names: Collection[str]) -> Iterator[Path]:
    """The files with some names in a folder and below it, except the ones that git ignores."""
    return _walk(inputs, folder, NOTHING, [], wanted=lambda _, entry: entry.name in names)


def files_in(
    inputs: Inputs, folder: Path, is_wanted: Callable[[str], bool], below: bool = True
) -> Iterator[Path]:
    """The files in a folder whose names are wanted, except the ones that git ignores.

    Args:
        inputs: The file system.
        folder: The folder.
        is_wanted: Whether a file of a name is wanted.
        below: Search the folders below it, too.
    """
    return _walk(inputs, folder, NOTHING, [], below, lambda _, entry: is_wanted(entry.name))


def _walk(
    inputs: Inputs,
    folder: Path,
    exclude: PathPatterns,
    unread: list[Unread],
    below: bool = True,
    wanted: Callable[[Path, Entry], bool] | None = None,
) -> Iterator[Path]:
    """The manifests in a folder; what could not be searched is added to `unread`."""
    wanted = wanted or partial(_is_wanted, exclude)
    top = Path(inputs.real(folder))
    above = ignored_above(inputs, top)
    unread += above.unread
    pending = [] if above.leaves_out_whole(top) else [(folder, top, above)]
    while pending:
        here, real, ignored = pending.pop()
        inside = inputs.once(ignored_in, real)
        unread += inside.unread
        ignored += inside
        for entry in _entries(inputs, here, unread):
            if entry.is_folder:
                if not below or entry.name == REPOSITORY or entry.is_link:
                    continue
            elif not (entry.is_file and wanted(here, entry)):
                continue
            path = here / entry.name
            if entry.is_link and not Path(inputs.real(path)).is_relative_to(top):
                continue
            if ignored.files and ignored.leaves_out(real / entry.name, entry.is_folder):
                continue
            if exclude.match(path, entry.is_folder):
                continue
            if entry.is_folder:
                pending.append((path, real / entry.name, ignored))
            else:
                yield path


def _entries(inputs: Inputs, folder: Path, unread: list[Unread]) -> list[Entry]:
    try:
        return inputs.entries(folder)
    except OSError as error:
        unread.append((folder, reason(error)))
        return []


def _is_wanted(patterns: PathPatterns, folder: Path, entry: Entry) -> bool:
    if entry.name.startswith(OWN):
        return False
    is_manifest = entry.name.endswith(SUFFIXES)
    return patterns.finds(folder / entry.name, is_manifest) if patterns.only else is_manifest
