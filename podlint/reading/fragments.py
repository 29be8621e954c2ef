"""Which objects are only parts of such: what they lack is not missing.

Something has to say so: a kustomization of the repository, a patch directive, a comment, a setting,
or, where no kustomization decides, the name of a file. What is merely incomplete is no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from podlint.document import Document, Place
from podlint.models import KubernetesObject
from podlint.models.workloads import lack_of, patch_directive
from podlint.pods.completed_containers import completed_by
from podlint.reading.file import ReadFile
from podlint.reading.repository_index import Inclusion
from podlint.startup.frozen import Frozen
from podlint.startup.lazy_pattern import pattern

__all__ = ["Fragments", "fragments_in", "is_incomplete"]

_COMMENT = pattern(r"#\s*podlint:\s*fragment\b")
_PATCH = pattern(r"(?i)(^|[-_./ ])patch(es|ing)?([-_./ ]|$)")


class Fragments(Frozen):
    """The parts among some objects.

    Attributes:
        reasons: Where each part is, and what says that it is one.
        completed: Where objects are that a kustomization may complete: by a patch, or by something
            that podlint does not follow.
        labelled: Where objects are to whose selectors and templates a kustomization adds labels.
        unclaimed: Where objects are that lack something, and that no kustomization takes in though
            there are some in the repository; and what they lack.
    """

    reasons: Mapping[Place, str] = MappingProxyType({})
    completed: frozenset[Place] = frozenset()
    labelled: frozenset[Place] = frozenset()
    unclaimed: Mapping[Place, str] = MappingProxyType({})

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
        inclusions: What the kustomizations of the repository make of them; without one for a file,
            there are no kustomizations that could take it in.
        declared: Those that a setting calls fragments.
    """
    reasons, completed = dict[Place, str](), set[Place]()
    labelled, unclaimed = set[Place](), dict[Place, str]()
    declared = {*declared}
    for file in files:
        inclusion = inclusions.get(file)
        for obj in (decoded.object for decoded in file.objects):
            lack = lack_of(obj)
            reason = "a setting says so" if file in declared else _reason(obj, inclusion)
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
    return Fragments(reasons, frozenset(completed), frozenset(labelled), unclaimed)


def is_incomplete(file: ReadFile) -> bool:
    """Whether an object of a file lacks something, so that it matters what takes it in."""
    return any(lack_of(decoded.object) for decoded in file.objects)


def _reason(obj: KubernetesObject, inclusion: Inclusion | None) -> str | None:
    if inclusion and inclusion.patch_of:
        return "a kustomization lists it as a patch"
    if directive := patch_directive(obj):
        return f"it holds the patch directive {directive}"
    if _is_declared(obj.at.document):
        return "a comment says so"
    return None


def _is_completed(obj: KubernetesObject, inclusion: Inclusion) -> bool:
    return inclusion.opaque or any(
        patch.matches(obj, inclusion.renames) for patch in inclusion.patches
    )


def _by_name(file: ReadFile) -> str | None:
    return "its path calls it a patch" if _PATCH.search(file.path) else None


def _is_declared(document: Document) -> bool:
    return "podlint:" in document.text and any(
        _COMMENT.match(comment.text) for comment in document.comments
    )
