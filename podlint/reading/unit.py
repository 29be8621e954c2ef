"""A unit that has been read: what its files hold, and what they mean for each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType

from podlint.finding.internal_error import internal_error
from podlint.finding.report import ReadError
from podlint.models import KubernetesObject
from podlint.models.workloads import is_partial
from podlint.reading.file import ReadFile, objects_of
from podlint.reading.kustomization import NONE, Kustomization
from podlint.reading.repository_index import NOT_TAKEN, Inclusion
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
    def alone(cls, read: Collection[ReadFile | ReadError]) -> Unit:
        """Files that stand for themselves: nothing is concluded from absence."""
        return cls.of(read, read, object_set)


def object_set(
    files: Sequence[ReadFile],
    kustomization: Kustomization = NONE,
    inclusions: Mapping[ReadFile, Inclusion] = MappingProxyType({}),
    complete: bool = False,
) -> ObjectSet:
    """The objects of files that are judged together.

    Args:
        files: The files.
        kustomization: What the unit's kustomization says.
        inclusions: What the kustomizations of the repository make of the files.
        complete: No file of the unit is missing.
    """
    fragments = {
        decoded.object.at
        for file in files
        for decoded in file.objects
        if _is_fragment(decoded.object, inclusions.get(file, NOT_TAKEN))
    }
    return ObjectSet(
        objects=tuple(objects_of(files)),
        fragments=frozenset(fragments),
        complete=complete and kustomization.complete and all(file.readable for file in files),
        namespace=kustomization.namespace,
        generated=kustomization.generated,
        replicas=kustomization.replicas,
    )


def _is_fragment(obj: KubernetesObject, inclusion: Inclusion) -> bool:
    """Whether something else completes an object, so that what it lacks means nothing."""
    return (
        bool(inclusion.patch_of)
        or inclusion.opaque
        or is_partial(obj) is not None
        or any(patch.matches(obj, inclusion.renames) for patch in inclusion.patches)
    )
