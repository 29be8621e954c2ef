"""Locates problems: makes findings with their regions, fields, objects and identities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from podlint.document import JSON, Document, EditRefused, Path, Place, Span, json_patch
from podlint.document.field_path import (
    container_name,
    field_text,
    named_text,
    pointer_text,
    texts_in,
    value_at,
)
from podlint.document.redaction import Excerpt, Redaction, Source
from podlint.document.secrets import Secret, secrets_in
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
        declared: The secrets that problems declare, by document.
        secrets: All secrets of documents; filled on use.
        entries: The secrets of documents by the entry that contains them; filled on use.
        redactions: What must not be shown of files; filled on use.
    """

    files: dict[Document, ReadFile]
    objects: dict[tuple[Document, Path], KubernetesObject]
    declared: dict[Document, list[Secret]]
    secrets: dict[Document, tuple[Secret, ...]]
    entries: dict[Document, dict[Path, list[Secret]]]
    redactions: dict[ReadFile, Redaction]

    @classmethod
    def over(
        cls, files: tuple[ReadFile, ...], declared: tuple[tuple[Document, Secret], ...] = ()
    ) -> Locator:
        """A locator for all of the files.

        Args:
            files: The files.
            declared: The secrets that problems declare.
        """
        by_document: dict[Document, list[Secret]] = defaultdict(list)
        for document, secret in declared:
            by_document[document].append(secret)
        return cls(
            declared=by_document,
            secrets={},
            entries={},
            redactions={},
            files={each: file for file in files for each in file.documents},
            objects={
                (each.object.at.document, each.object.at.path): each.object
                for file in files
                for each in file.objects
            },
        )

    def path_of(self, problem: Problem) -> str:
        """The path of the file with a problem."""
        return self.files[problem.at.document].path

    def reference_at(self, at: Place | Spot) -> ObjectReference | None:
        """The object at a place."""
        return reference_of(self._object_at(at if isinstance(at, Place) else Place(at.document)))

    def worded(self, problem: Problem) -> Problem:
        """A problem without secrets in its texts."""
        document = problem.at.document
        redaction = self._redaction(self.files[document])
        place = problem.at if isinstance(problem.at, Place) else Place(document)
        quoted = [each.text for each in self._near(place)]

        def text(given: str | None) -> str | None:
            return given and redaction.text(given, quoted)

        related = (each.replace(message=text(each.message)) for each in problem.related)
        return problem.replace(
            message=text(problem.message),
            why=text(problem.why),
            help=text(problem.help),
            label=text(problem.label),
            related=tuple(related),
        )

    def finding(
        self,
        rule: str,
        severity: Severity,
        problem: Problem,
        owner: KubernetesObject | None = None,
    ) -> Finding:
        """The finding of a problem.

        Args:
            rule: The name of the rule that reports it.
            severity: The severity of the finding.
            problem: The problem.
            owner: The object that was visited, if any; the problem may be in another one.
        """
        problem = self.worded(problem)
        document = problem.at.document
        place = problem.at if isinstance(problem.at, Place) else Place(document)
        if owner is None or not _holds(owner, place):
            owner = self._object_at(place)
        root = owner.at if owner else Place(document)
        field = place.path[len(root.path) :]
        reference = reference_of(owner)
        location = self.location(problem.at, problem.key)
        redaction = self._redaction(self.files[document])
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
                RelatedLocation(each.message, self.location(each.at)) for each in problem.related
            ),
            fix=_located_fix(problem.fix, document, redaction, self._near(place)),
            identity=identity_of(rule, reference, field, value_at(document.data, root.path)),
            excerpt=_excerpt(document, location.span, redaction),
            label=problem.label or _not_set(problem.at),
            steps=problem.steps,
        )

    def told_by(self, problems: Iterable[Problem]) -> tuple[tuple[Document, Secret], ...]:
        """The secrets that problems declare and that `secrets_in` does not find in the
        documents.
        """
        told = [found for each in problems if (found := _declared(each))]
        documents = {document for document, _ in told}
        seen = {(each, secret) for each in documents for secret in self._secrets(each)}
        return tuple(each for each in told if each not in seen)

    def source(self, file: ReadFile) -> Source:
        """The text of a file, together with what must not be shown of it."""
        return Source(file.path, file.text, self._redaction(file), file.encoding)

    def _redaction(self, file: ReadFile) -> Redaction:
        found = self.redactions.get(file)
        if found is None:
            found = Redaction.of((each, self._secrets(each)) for each in file.documents)
            self.redactions[file] = found
        return found

    def _secrets(self, document: Document) -> tuple[Secret, ...]:
        found = self.secrets.get(document)
        if found is None:
            declared = self.declared.get(document, ())
            found = self.secrets[document] = (*secrets_in(document), *declared)
        return found

    def _near(self, place: Place) -> list[Secret]:
        """The secrets in the entry around a place."""
        by_entry = self.entries.get(place.document)
        if by_entry is None:
            by_entry = self.entries[place.document] = defaultdict(list)
            for secret in self._secrets(place.document):
                by_entry[secret.path[:-1]].append(secret)
        above = range(len(place.path) + 1)
        return [secret for end in above for secret in by_entry.get(place.path[:end], ())]

    def _object_at(self, place: Place) -> KubernetesObject | None:
        for length in range(len(place.path) + 1):
            if found := self.objects.get((place.document, place.path[:length])):
                return found
        return None

    def lines_of_uses(self, at: Place | Spot) -> tuple[tuple[str, int], ...]:
        """The file and the lines of aliases through which a value is used at a place."""
        if isinstance(at, Spot):
            return ()
        path = self.files[at.document].path
        return tuple((path, line) for line in at.document.lines_of_uses(at.path))

    def location(self, at: Place | Spot, key: bool = False) -> Location:
        """The file and the region for a place; with `key`, the region is that of the key."""
        path = self.files[at.document].path
        if isinstance(at, Spot):
            return Location(path, _first_line(at.span, at.document))
        return Location(path, region(at, key) if at.document.located else None)


def identity_of(rule: str, about: ObjectReference | None, field: Path, data: JSON = None) -> str:
    """What makes a finding the same one after changes elsewhere; see `Finding.identity`.

    Args:
        rule: The rule.
        about: The object.
        field: The path of the field in it.
        data: The data of the object, for the names of list items.
    """
    return " ".join(part for part in (rule, str(about or ""), named_text(data, field)) if part)


def region(place: Place, key: bool = False) -> Span:
    """The part of one line that stands for a place.

    For a scalar on one line, this is the scalar. For a longer value it is the key, and for an
    absent value the key of the nearest ancestor that is written. If that is a list item, it is the
    value of its ``name``.
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


def _not_set(at: Place | Spot) -> str | None:
    """What is said at the marks of a place that is not written: the field that is missing."""
    if isinstance(at, Spot):
        return None
    missing = at.path[len(at.document.nearest(at.path)) :]
    if not missing or not isinstance(missing[0], str):
        return None
    return f"`{field_text(missing)}` is not set"


def _holds(owner: KubernetesObject, place: Place) -> bool:
    root = owner.at
    return root.document is place.document and place.path[: len(root.path)] == root.path


def _first_line(span: Span, document: Document) -> Span:
    if span.start_line == span.end_line:
        return span
    end = len(document.source_line(span.start_line).rstrip()) + 1
    return Span(span.start_line, span.start_column, span.start_line, end)


def _declared(problem: Problem) -> tuple[Document, Secret] | None:
    """The secret at the place of a problem that declares one."""
    at = problem.at
    if not problem.secret or not isinstance(at, Place):
        return None
    value = value_at(at.document.data, at.path)
    return (at.document, Secret(at.path, value)) if isinstance(value, str) and value else None


def _excerpt(document: Document, span: Span | None, redaction: Redaction) -> Excerpt | None:
    if span is None:
        return None
    line = document.source_line(span.start_line)
    return redaction.excerpt(span.start_line, line, span.start_column - 1, span.end_column - 1)


def _located_fix(
    fix: Fix | None, document: Document, redaction: Redaction, near: Sequence[Secret]
) -> LocatedFix | None:
    if fix is None:
        return None
    patch = json_patch(document.data, fix.edits)
    if isinstance(patch, EditRefused):
        return None
    texts = [text for edit in fix.edits for text in texts_in(getattr(edit, "value", None))]
    secret = any(redaction.text(each) != each for each in texts) or any(
        getattr(edit, "path", None) == each.path for edit in fix.edits for each in near
    )
    shown = fix.replace(title=redaction.text(fix.title, [each.text for each in near]))
    return LocatedFix(shown, document.index, tuple(patch), secret)


def reference_of(obj: KubernetesObject | None) -> ObjectReference | None:
    """The reference to an object; None for None."""
    if obj is None:
        return None
    metadata = obj.metadata
    return ObjectReference(
        api_version=obj.api_version,
        kind=obj.kind,
        namespace=metadata.namespace if metadata else None,
        name=(metadata.name or metadata.generate_name) if metadata else None,
        labels=tuple(metadata.labels.items()) if metadata and metadata.labels else (),
    )
