"""A unit of files that have been read, which are judged together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath

from podlint.document import Path, Place
from podlint.finding.internal_error import internal_error
from podlint.finding.report import ReadError
from podlint.reading.file import ReadFile, objects_of
from podlint.reading.fragments import Fragments, fragments_in
from podlint.reading.kustomization import NONE, Kustomization
from podlint.reading.placeholders import Placeholder
from podlint.reading.podless import Kind, kinds_defined_by
from podlint.relations.object_set import ObjectSet
from podlint.startup.frozen import Frozen

__all__ = ["Unit", "object_set"]


class Unit(Frozen):
    """Files that are judged together.

    Attributes:
        files: All files of the unit.
        reported: The files whose findings are reported; the others are context.
        objects: The objects of all files.
        unread: The files to report on that could not be read.
        fragments: The objects that are only parts, and why.
        built: The paths of the files whose objects are judged in what kustomizations build of
            them, and not alone.
    """

    files: tuple[ReadFile, ...]
    reported: tuple[ReadFile, ...]
    objects: ObjectSet
    unread: tuple[ReadError, ...] = ()
    fragments: Fragments = Fragments()
    built: frozenset[str] = frozenset()

    @cached_property
    def placeholders(self) -> dict[Place, Mapping[Path, Placeholder]]:
        """The values that another tool fills in, by object and by their path in it."""
        return {at: inside for file in self.files for at, inside in file.placeholders.items()}

    def placeholder_at(self, place: Place) -> Placeholder | None:
        """The placeholder at a place, or the one that is part of the value there; None if none."""
        for end in range(len(place.path)):
            inside = self.placeholders.get(Place(place.document, place.path[:end]))
            if inside is not None:
                path = place.path[end:]
                found = (inside.get(path[:length]) for length in range(len(path), 0, -1))
                return next(filter(None, found), None)
        return None

    @property
    def path(self) -> str:
        """The file that is reported, or the common folder of several."""
        first = self.reported[0].path if self.reported else ""
        return first if len(self.reported) == 1 else PurePath(first).parent.as_posix()

    def fragments_of(self, file: ReadFile) -> Fragments:
        """The parts among the objects that are judged alone, for a file."""
        return Fragments() if file.path in self.built else self.fragments

    def of_chart(self, folder: str) -> Unit:
        """The same unit, with its templates attributed to the Helm chart in a folder."""
        return self.replace(reported=tuple(file.of_chart(folder) for file in self.reported))

    @classmethod
    def of(
        cls,
        read: Iterable[ReadFile | ReadError],
        wanted: Collection[ReadFile | ReadError],
        objects_in: Callable[[tuple[ReadFile, ...], Fragments], ObjectSet],
        fragments_of: Callable[[tuple[ReadFile, ...]], Fragments] = fragments_in,
        defined: Callable[[], Collection[Kind]] = frozenset,
        name: str = "",
    ) -> Unit:
        """Make a unit of files that have been read or cannot be; failures are added to `unread`.

        Args:
            read: All files.
            wanted: The files to report on.
            objects_in: Makes one set of the objects of files.
            fragments_of: Finds the objects that are only parts of objects.
            defined: The kinds of custom resources that are defined elsewhere in the repository.
            name: The name of the unit.
        """
        known = _knowing((each for each in read if isinstance(each, ReadFile)), defined)
        files = tuple(known.values())
        reported = tuple(known[each] for each in wanted if isinstance(each, ReadFile))
        unread = tuple(each for each in wanted if isinstance(each, ReadError))
        fragments = Fragments()
        try:
            fragments = fragments_of(files)
            objects = objects_in(files, fragments)
        except Exception as error:
            unread = (*unread, internal_error(error, name))
            objects = ObjectSet.of_fragments(objects_of(files))
        return cls(files, reported, objects, unread, fragments)

    @classmethod
    def alone(cls, read: Collection[ReadFile | ReadError], complete: bool = False) -> Unit:
        """A unit of files that do not belong to a folder.

        Args:
            read: The files.
            complete: These are all files. Otherwise nothing is concluded from the absence of an
                object.
        """
        return cls.of(
            read,
            read,
            lambda files, fragments: object_set(files, fragments, complete=complete),
        )


def _knowing(
    files: Iterable[ReadFile], defined: Callable[[], Collection[Kind]]
) -> dict[ReadFile, ReadFile]:
    """The files, with the kinds known that one of them, or another source, defines."""
    known = {file: file for file in files}
    unsure = [file for file in known if file.has_unknown_kinds]
    if unsure:
        documents = (document for file in known for document in file.documents)
        kinds = {*kinds_defined_by(documents), *defined()}
        known |= {file: file.knowing(kinds) for file in unsure}
    return known


def object_set(
    files: Sequence[ReadFile],
    fragments: Fragments | None = None,
    kustomization: Kustomization = NONE,
    complete: bool = False,
    all_read: bool = True,
    built: bool = False,
) -> ObjectSet:
    """The objects of files that are judged together.

    Args:
        files: The files.
        fragments: The parts among the objects; None to find the ones that the files mark.
        kustomization: The kustomization of the unit.
        complete: No file of the unit is missing.
        all_read: No other file of the unit is a template or could not be read.
        built: A kustomization builds the objects.
    """
    fragments = fragments_in(files) if fragments is None else fragments
    parts = (*fragments.reasons, *fragments.completed, *fragments.unclaimed)
    readable = all_read and all(file.readable for file in files)
    found = ObjectSet(
        objects=tuple(objects_of(files)),
        fragments=frozenset(parts),
        labelled=fragments.labelled,
        unclaimed=fragments.unclaimed,
        complete=complete and kustomization.complete and readable,
        all_read=readable,
        namespace=kustomization.namespace,
        generated=kustomization.generated,
        replicas=kustomization.replicas,
        built=built,
    )
    if next(found.named("LimitRange"), None):
        from podlint.admission.container_defaults import fill_in

        fill_in(found)
    return found
