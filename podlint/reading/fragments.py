"""Finds objects that are only parts of objects. podlint reports no missing fields in them.

Something must mark a part: a kustomization of the repository, a patch directive, a comment, a
setting, or the name of the file if no kustomization includes it. An object that is merely
incomplete is not a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from podlint.document import Document, Place
from podlint.document.field_path import value_at
from podlint.models import KubernetesObject
from podlint.models.workloads import lack_of, patch_directive
from podlint.pods.completed_containers import completed_by
from podlint.reading.file import ReadFile
from podlint.reading.kustomization import ImageChange, changed_parts
from podlint.reading.repository_index import Inclusion
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["Fragments", "fragments_in", "is_incomplete"]

_COMMENT = pattern(r"#\s*podlint:\s*fragment\b")
_REWRITTEN = (("containers",), ("initContainers",))
"""The lists in which kustomize rewrites images."""
_PATCH = pattern(r"(?i)(^|[-_./ ])(patch(es|ing)?|overlays?|overrides?)([-_./ ]|$)")


class Fragments(Frozen):
    """The parts among some objects.

    Attributes:
        reasons: The places of the parts, each with the reason why it is one.
        completed: The places of objects that a kustomization may complete, with a patch or with
            something that podlint does not follow.
        labelled: The places of objects to whose selectors and templates a kustomization adds
            labels.
        unclaimed: The places of incomplete objects that no kustomization of the repository
            includes, each with what is missing.
        images: How kustomizations change the images in documents.
    """

    reasons: Mapping[Place, str] = MappingProxyType({})
    completed: frozenset[Place] = frozenset()
    labelled: frozenset[Place] = frozenset()
    unclaimed: Mapping[Place, str] = MappingProxyType({})
    images: Mapping[Document, tuple[ImageChange, ...]] = MappingProxyType({})

    def is_replaced(self, at: Place, part: str | None) -> bool:
        """Whether a kustomization writes another image, or another part of one, than a file.

        Args:
            at: The place of a value.
            part: The part of the image that matters; None for all of it.
        """
        changes = self.images.get(at.document)
        if not changes or at.path[-1:] != ("image",) or at.path[-3:-2] not in _REWRITTEN:
            return False
        image = value_at(at.document.data, at.path)
        parts = changed_parts(image, changes) if isinstance(image, str) else frozenset()
        return part in parts if part else bool(parts)

    def is_patched(self, at: Place) -> bool:
        """Whether a kustomization may patch an object, which is otherwise whole."""
        return at in self.completed

    def why(self, at: Place) -> str | None:
        """Why an object is judged as a part; None if it is judged as a whole."""
        if at in self.completed:
            return "a kustomization may patch it"
        return self.reasons.get(at)


def fragments_in(
    files: Iterable[ReadFile],
    inclusions: Mapping[ReadFile, Inclusion] = MappingProxyType({}),
    declared: Iterable[ReadFile] = (),
) -> Fragments:
    """Find the parts among the objects of files.

    Args:
        files: The files.
        inclusions: How the kustomizations of the repository use each file. A file without an entry
            has no kustomizations that could include it.
        declared: The files that a setting lists as fragments.
    """
    reasons, completed = dict[Place, str](), set[Place]()
    labelled, unclaimed = set[Place](), dict[Place, str]()
    images = dict[Document, tuple[ImageChange, ...]]()
    declared = {*declared}
    for file in files:
        inclusion = inclusions.get(file)
        if inclusion and inclusion.images:
            images |= dict.fromkeys(file.documents, inclusion.images)
        for obj in (decoded.object for decoded in file.objects):
            lack = lack_of(obj)
            reason = (
                "the setting `fragments` matches the file"
                if file in declared
                else _reason(obj, inclusion)
            )
            if not reason and lack and (program := completed_by(obj)):
                reason = f"{program} completes it"
            if not reason and lack and not (inclusion and inclusion.resource_of):
                reason = _by_name(file)
            if reason:
                reasons[obj.at] = reason
            elif inclusion and _is_completed(obj, inclusion):
                completed.add(obj.at)
            elif inclusion and lack and not inclusion.resource_of:
                unclaimed[obj.at] = lack
            if inclusion and inclusion.selects:
                labelled.add(obj.at)
    return Fragments(reasons, frozenset(completed), frozenset(labelled), unclaimed, images)


def is_incomplete(file: ReadFile) -> bool:
    """Whether an object in a file is incomplete, so that it matters which kustomization includes
    it.
    """
    return any(lack_of(decoded.object) for decoded in file.objects)


def _reason(obj: KubernetesObject, inclusion: Inclusion | None) -> str | None:
    if inclusion and inclusion.patch_of:
        return "a kustomization lists it as a patch"
    if directive := patch_directive(obj):
        return f"it has the patch directive {directive}"
    if _is_declared(obj.at.document):
        return "a comment marks it as a fragment"
    return None


def _is_completed(obj: KubernetesObject, inclusion: Inclusion) -> bool:
    return inclusion.opaque or any(
        patch.matches(obj, inclusion.renames) for patch in inclusion.patches
    )


def _by_name(file: ReadFile) -> str | None:
    return "its path suggests that it is a patch" if _PATCH.search(file.path) else None


def _is_declared(document: Document) -> bool:
    return "podlint:" in document.text and any(
        _COMMENT.match(comment.text) for comment in document.comments
    )
