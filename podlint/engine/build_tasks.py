"""Finds the deployments in which the files of a search take part, and builds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

from podlint.engine.built import unit_built
from podlint.reading.file_names import REPOSITORY
from podlint.reading.inputs import Inputs
from podlint.reading.reader import Reader, reported_name
from podlint.reading.search import Search
from podlint.reading.unit import Unit
from podlint.reading.units import below_kustomization
from podlint.rendering.built_files import built_files
from podlint.rendering.deployments import Deployment, built
from podlint.rendering.deployments.copies import deployments_like
from podlint.rendering.deployments.declared import files_declaring
from podlint.rendering.deployments.involved import Excluded, involved, possible_files
from podlint.rendering.deployments.kustomizations import kustomizations_of
from podlint.rendering.deployments.roots import roots
from podlint.rendering.kustomize import Build, BuildError
from podlint.startup.frozen import Frozen
from podlint.startup.garbage import paused

__all__ = ["Task", "may_be_built", "tasks_of", "unit_of", "units_built"]


class Task(Frozen):
    """A deployment to build, and the root of its repository."""

    deployment: Deployment
    repository: Path

    @property
    def name(self) -> str:
        """What the build is called in reports."""
        return self.folder if self.deployment.is_plain else self.deployment.name

    @property
    def folder(self) -> str:
        """The folder of the kustomization, as in reports."""
        return reported_name(self.deployment.folder)

    def build(self, reader: Reader) -> Build:
        """Build it, as far as podlint can.

        Raises:
            BuildError: It cannot be built.
        """
        with paused():
            return built(self.deployment, reader.inputs, self.repository, partial=True)


def tasks_of(search: Search, reader: Reader, alike: bool = False) -> Iterator[Task]:
    """The deployments in which files of a search take part.

    Args:
        search: The files.
        reader: Reads files.
        alike: Also the deployments that may build exactly what is in one of the files.
    """
    inputs, excluded = reader.inputs, Excluded(reader.settings.exclude)
    files: dict[Path, set[str]] = defaultdict(set)
    for members in search.units:
        folders = {folder.absolute() for folder in {path.parent for path in members.paths}}
        if reader.settings.kustomize and any(may_be_built(each, reader) for each in folders):
            repository = reader.repository_of(members.paths[0])
            files[repository].update(inputs.real(path) for path in members.paths)
    for repository, those in files.items():
        found = involved(inputs, repository, excluded, those)
        others = _alike(inputs, repository, excluded, those, found) if alike else ()
        for deployment in (*found, *others):
            yield Task(deployment, repository)


def _alike(
    inputs: Inputs,
    repository: Path,
    excluded: Excluded,
    files: set[str],
    found: Collection[Deployment],
) -> Iterator[Deployment]:
    """The other deployments that may build exactly what is in a file that takes part in none."""
    known = set(map(id, found))
    others = [each for each in inputs.once(roots, repository, excluded) if id(each) not in known]
    if others:
        taken = {each for one in found for each in possible_files(inputs, repository, one)}
        yield from deployments_like(inputs, repository, others, sorted(files - taken))


def may_be_built(folder: Path, reader: Reader) -> bool:
    """Whether the files in a folder may take part in builds.

    Args:
        folder: The folder; an absolute path.
        reader: Reads files.
    """
    inputs = reader.inputs
    if inputs.once(below_kustomization, folder):
        return True
    repository = reader.repository_of(folder / REPOSITORY)
    # Without a repository, the folder may be the whole home directory.
    if not inputs.exists(repository / REPOSITORY) and repository != reader.settings.root:
        return False
    excluded = Excluded(reader.settings.exclude)
    return bool(
        inputs.once(kustomizations_of, repository).files
        or inputs.once(files_declaring, repository, excluded)
    )


def unit_of(build: Build, reader: Reader) -> Unit:
    """The resources of a build, as files that are judged together."""

    def name_of(path: str) -> str:
        return reported_name(Path(path))

    files = built_files(build, reader.settings.kinds, name_of, reader.is_substituted)
    return unit_built(files, not build.left_out)


def units_built(search: Search, reader: Reader) -> Iterator[tuple[Task, Unit]]:
    """What is built in which files of a search take part.

    Args:
        search: The files.
        reader: Reads files.
    """
    for task in tasks_of(search, reader):
        try:
            yield task, unit_of(task.build(reader), reader)
        except BuildError:
            continue
