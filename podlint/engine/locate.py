"""From a problem's place to a finding's region, field, object and identity."""

from __future__ import annotations

from podlint.document import Document, EditRefused, Path, Place, Span, json_patch
from podlint.document.field_path import (
    container_name,
    field_text,
    named_text,
    pointer_text,
    value_at,
)
from podlint.finding.problem import Fix, Problem, Spot
from podlint.finding.report import Finding, LocatedFix, Location, ObjectReference, RelatedLocation
from podlint.finding.severity import Severity
from podlint.models import KubernetesObject
from podlint.reading.file import ReadFile
from podlint.startup.frozen import Frozen


class Locator(Frozen):
    """Makes findings of the problems in a set of files.

    Attributes:
        files: The file that each document comes from.
        objects: The objects by document and path.
    """

    files: dict[Document, ReadFile]
    objects: dict[tuple[Document, Path], KubernetesObject]

    @classmethod
    def over(cls, files: tuple[ReadFile, ...]) -> Locator:
        """A stamp for everything in `files`."""
        return cls(
            files={each: file for file in files for each in file.documents},
            objects={
                (each.object.at.document, each.object.at.path): each.object
                for file in files
                for each in file.objects
            },
        )

    def finding(
        self,
        rule: str,
        severity: Severity,
        problem: Problem,
        owner: KubernetesObject | None = None,
    ) -> Finding:
        """The finding that a problem makes.

        Args:
            rule: The name of the rule that says it.
            severity: What the finding weighs.
            problem: The problem.
            owner: The object that was visited, if any; the problem may lie in another one.

        Raises:
            TypeError: A rule yielded something else.
        """
        if not isinstance(problem, Problem) or not isinstance(problem.message, str):
            raise TypeError("a rule yields problems with a message")
        document = problem.at.document
        place = problem.at if isinstance(problem.at, Place) else Place(document)
        if owner is None or not _holds(owner, place):
            owner = self._object_at(place)
        root = owner.at if owner else Place(document)
        field = place.path[len(root.path) :]
        reference = _reference(owner)
        named = named_text(value_at(document.data, root.path), field)
        identity = " ".join(part for part in (rule, str(reference or ""), named) if part)
        location = self._location(problem.at, problem.key)
        return Finding(
            rule=rule,
            severity=severity,
            message=problem.message,
            why=problem.why,
            help=problem.help,
            location=location,
            field=field_text(field),
            pointer=pointer_text(place.path),
            object=reference,
            container=container_name(document.data, place.path),
            related=tuple(
                RelatedLocation(each.message, self._location(each.at)) for each in problem.related
            ),
            fix=_located_fix(problem.fix, document),
            identity=identity,
            excerpt=location.span and document.source_line(location.span.start_line),
        )

    def _object_at(self, place: Place) -> KubernetesObject | None:
        for length in range(len(place.path) + 1):
            if found := self.objects.get((place.document, place.path[:length])):
                return found
        return None

    def _location(self, at: Place | Spot, key: bool = False) -> Location:
        path = self.files[at.document].path
        if isinstance(at, Spot):
            return Location(path, _first_line(at.span, at.document))
        return Location(path, region(at, key) if at.document.located else None)


def region(place: Place, key: bool = False) -> Span:
    """The stretch of one line that stands for a place.

    A scalar on one line stands for itself; a longer value by its key, and an absent one by the key
    of its nearest written ancestor. Where that is a list item, its ``name`` stands for it.
    """
    document, path = place.document, place.path
    written = document.nearest(path)
    value = value_at(document.data, written)
    if written == path and not key and not isinstance(value, dict | list):
        span = document.span(path)
        if span.start_line == span.end_line:
            return span
    if written and isinstance(written[-1], str):
        return document.span(written, key=True)
    named = (*written, "name")
    return _first_line(document.span(named if document.has(named) else written), document)


def _holds(owner: KubernetesObject, place: Place) -> bool:
    root = owner.at
    return root.document is place.document and place.path[: len(root.path)] == root.path


def _first_line(span: Span, document: Document) -> Span:
    if span.start_line == span.end_line:
        return span
    end = len(document.source_line(span.start_line).rstrip()) + 1
    return Span(span.start_line, span.start_column, span.start_line, end)


def _located_fix(fix: Fix | None, document: Document) -> LocatedFix | None:
    if fix is None:
        return None
    patch = json_patch(document.data, fix.edits)
    return None if isinstance(patch, EditRefused) else LocatedFix(fix, document.index, tuple(patch))


def _reference(obj: KubernetesObject | None) -> ObjectReference | None:
    if obj is None:
        return None
    metadata = obj.metadata
    return ObjectReference(
        api_version=obj.api_version,
        kind=obj.kind,
        namespace=metadata.namespace if metadata else None,
        name=(metadata.name or metadata.generate_name) if metadata else None,
    )
