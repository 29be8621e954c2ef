"""A unit that has been read: what its files hold, and what they mean for each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import PurePath

from podlint.finding.internal_error import internal_error
from podlint.finding.report import ReadError
from podlint.reading.file import ReadFile, objects_of
from podlint.reading.fragments import Fragments, fragments_in
from podlint.reading.kustomization import NONE, Kustomization
from podlint.relations.object_set import ObjectSet
from podlint.startup.frozen import Frozen

__all__ = ["Unit", "object_set"]


class Unit(Frozen):
    """Files that are judged together.

    Attributes:
        files: All files of the unit.
        reported: Those of them whose findings are wanted; the others are context.
        objects: The objects of all files.
        unread: What is wanted and could not be read.
    """

    files: tuple[ReadFile, ...]
    reported: tuple[ReadFile, ...]
    objects: ObjectSet
    unread: tuple[ReadError, ...] = ()

    @property
    def path(self) -> str:
        """The file that is reported, or the folder of several."""
        first = self.reported[0].path if self.reported else ""
        return first if len(self.reported) == 1 else PurePath(first).parent.as_posix()

    @classmethod
    def of(
        cls,
        read: Iterable[ReadFile | ReadError],
        wanted: Collection[ReadFile | ReadError],
        objects_in: Callable[[tuple[ReadFile, ...]], ObjectSet],
        name: str = "",
    ) -> Unit:
        """The unit of files that are read, or cannot be; what fails on the way is among `unread`.

        Args:
            read: All files.
            wanted: Those whose findings are wanted.
            objects_in: Puts the objects of files together.
            name: What to call the unit.
        """
        files = tuple(each for each in read if isinstance(each, ReadFile))
        reported = tuple(each for each in wanted if isinstance(each, ReadFile))
        unread = tuple(each for each in wanted if isinstance(each, ReadError))
        try:
            objects = objects_in(files)
        except Exception as error:
            unread = (*unread, internal_error(error, name))
            objects = ObjectSet.of_fragments(objects_of(files))
        return cls(files, reported, objects, unread)

    @classmethod
    def alone(cls, read: Collection[ReadFile | ReadError], complete: bool = False) -> Unit:
        """Files that stand for themselves.

        Args:
            read: The files.
            complete: They are all that there is; else nothing is concluded from absence.
        """
        return cls.of(read, read, lambda files: object_set(files, complete=complete))


def object_set(
    files: Sequence[ReadFile],
    kustomization: Kustomization = NONE,
    fragments: Fragments | None = None,
    complete: bool = False,
    all_read: bool = True,
) -> ObjectSet:
    """The objects of files that are judged together.

    Args:
        files: The files.
        kustomization: What the unit's kustomization says.
        fragments: The parts among the objects, as far as they are not seen in the files.
        complete: No file of the unit is missing.
        all_read: No other file that belongs to them is a template or could not be read.
    """
    fragments = fragments_in(files) if fragments is None else fragments
    parts = (*fragments.reasons, *fragments.completed, *fragments.unclaimed)
    readable = all_read and all(file.readable for file in files)
    return ObjectSet(
        objects=tuple(objects_of(files)),
        fragments=frozenset(parts),
        labelled=fragments.labelled,
        unclaimed=fragments.unclaimed,
        complete=complete and kustomization.complete and readable,
        all_read=readable,
        namespace=kustomization.namespace,
        generated=kustomization.generated,
        replicas=kustomization.replicas,
    )
