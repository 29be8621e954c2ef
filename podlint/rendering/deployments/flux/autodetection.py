"""The kustomization that Flux makes for a folder that has none: all manifests below it.

Sources: ``scanManifests`` in kustomize_generator.go of github.com/fluxcd/pkg/kustomize 1.35; the
files that Flux leaves out by default are listed in github.com/fluxcd/pkg/sourceignore.
"""

from __future__ import annotations

from pathlib import Path

from podlint.document.encoding import UndecodableError, decoded
from podlint.document.regular_file import MOST_OF_SETTINGS
from podlint.reading.files import files_in
from podlint.reading.gitignore import IgnoreLines, split_lines
from podlint.reading.inputs import Inputs
from podlint.rendering.deployments.repository import Repository
from podlint.rendering.kustomize.kustomization.edited_entry import EditedEntry, empty_entry
from podlint.rendering.kustomize.kustomization.entries import Written
from podlint.rendering.kustomize.kustomization.kustomization_file import Kustomization
from podlint.rendering.kustomize.loading.loader import Folder
from podlint.rendering.kustomize.nodes.node import Origin

__all__ = ["autodetected", "autodetected_paths"]

_IGNORE_FILE = ".sourceignore"
_IGNORED = (
    ".git/ .gitignore .gitmodules .gitattributes .github/ .circleci/ .travis.yml .gitlab-ci.yml"
    " appveyor.yml .drone.yml cloudbuild.yaml codeship-services.yml codeship-steps.yml"
    " **/.goreleaser.yml **/.sops.yaml **/.flux.yaml"
).split()


def autodetected(repository: Repository, folder: Folder, place: Origin) -> Kustomization:
    """The kustomization for a folder.

    Args:
        repository: The repository.
        folder: The folder.
        place: The object that points to the folder.
    """
    paths = [Written(path, place) for path in autodetected_paths(repository, Path(folder.path))]
    return Kustomization(place.file, EditedEntry(empty_entry(place), lists={"resources": paths}))


def autodetected_paths(repository: Repository, folder: Path) -> list[str]:
    """The paths of manifests, and of folders with kustomizations, relative to a folder."""
    ignored = repository.inputs.once(_ignored, repository.root)
    found: dict[str, None] = {}
    for path in sorted(files_in(repository.inputs, folder, _is_yaml)):
        if ignored.ignores(path.relative_to(repository.root).as_posix()):
            continue
        below = path.relative_to(folder)
        parents = [each for each in below.parents if each != Path()]
        stop = next(
            (each for each in reversed(parents) if _is_root(repository, folder, each)), None
        )
        found[(stop or below).as_posix()] = None
    return list(found)


def _is_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _is_root(repository: Repository, folder: Path, below: Path) -> bool:
    return repository.has_kustomization(folder / below)


def _ignored(inputs: Inputs, root: Path) -> IgnoreLines:
    """What the source controller leaves out, with the lines of a ``.sourceignore``."""
    try:
        text = decoded(inputs.read(root / _IGNORE_FILE, MOST_OF_SETTINGS)).text
    except (OSError, ValueError, UndecodableError):
        text = ""
    return IgnoreLines([*_IGNORED, *split_lines(text)])
