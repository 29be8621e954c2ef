"""Finds the places in the files of a repository that wrote what a kustomization builds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from podlint.document import (
    CommentEdit,
    Delete,
    Document,
    Edit,
    Insert,
    KeepLast,
    Path,
    Place,
    Rename,
)
from podlint.document.field_path import value_at
from podlint.document.read import Reading
from podlint.document.text import Chunk, Text
from podlint.finding.problem import Fix, Problem, Related, Spot
from podlint.finding.report import ReadError
from podlint.reading.file import ReadFile
from podlint.rendering.built_files import BuiltDocument
from podlint.rendering.kustomize.nodes.node import Origin

__all__ = ["Translated", "Writers", "Written"]

_FIELDS_OF_IMAGES = {"name": ("newName",), "tag": ("newTag", "tagSuffix"), "digest": ("digest",)}
_IMAGES = ("images", "imageTags")
_MANIFESTS = (".yaml", ".yml", ".json", "Kustomization")


class Written(NamedTuple):
    """Who wrote a value of a build.

    Attributes:
        at: The place of the last writer.
        overridden: The places of the other writers, the latest first.
    """

    at: Place | Spot
    overridden: tuple[Place | Spot, ...]


class Translated(NamedTuple):
    """A problem in a build as one in the files of a repository.

    Attributes:
        problem: The problem, at the places that wrote the values.
        built: The place in the build whose writer `problem.at` is.
    """

    problem: Problem
    built: Place | Spot


class Writers:
    """Finds writers, and reads their files when they are needed.

    Attributes:
        files: The files that have been read, by absolute path.
    """

    def __init__(
        self,
        read: Callable[[str], ReadFile | ReadError],
        depth_of: Callable[[str], int] = lambda _: 0,
    ) -> None:
        """Start with no files.

        Args:
            read: Reads the file with an absolute path.
            depth_of: How many kustomizations lie between the one that is built and a file.
        """
        self._read = read
        self._depth_of = depth_of
        self.files: dict[str, ReadFile] = {}
        self._texts: dict[str, Document] = {}

    def of(self, at: Place | Spot, part: str | None = None) -> Written:
        """Who wrote the value at a place of a `BuiltDocument`.

        A field that is missing there has the writer of the value that it is missing in. Text files
        of generators are left out, because they may hold secrets: the entry of the generator stands
        for them.

        Args:
            at: The place.
            part: As in `Problem`.

        Raises:
            LookupError: No file of a writer can be read.
        """
        document = _built(at)
        path = at.path if isinstance(at, Place) else ()
        origins, missing = _origins(document, path, part)
        source = document.resource.source
        found = [
            place
            for each in (*origins, *((source,) if source else ()))
            if (place := self._place(each, missing))
        ]
        if not found:
            raise LookupError(f"nobody wrote {path}")
        # The file of a resource wrote all of it, but need not be told as one of the writers.
        others = found[1 : len(origins)]
        return Written(found[0], tuple(each for each in others if each != found[0]))

    def translated(self, problem: Problem, is_practice: bool = False) -> Translated:
        """A problem in a build as one at the places that wrote the values.

        The values that the last writer overrides become related places. A fix stays if it can be
        made in one document.

        Args:
            problem: The problem.
            is_practice: It is a missing practice, which no value of an overlay causes.

        Raises:
            LookupError: As for `of`.
        """
        written = self.of(problem.at)  # Reads the files of all writers, of whatever part.
        if problem.part:
            written = self.of(problem.at, problem.part)
        related = [
            Related(each.message, self.of(each.at).at)
            for each in problem.related
            if isinstance(each.at.document, BuiltDocument)
        ]
        related += [Related("overridden here", each) for each in written.overridden]
        fix = problem.fix and self._fix(problem.fix, problem.at.document, written.at)
        moved = problem.replace(at=written.at, related=tuple(related), fix=fix)
        depth = self._depth(problem.at, problem.part)
        cause = None if is_practice else self._cause(problem, depth)
        if cause is None:
            return Translated(moved, problem.at)
        return Translated(self._at_cause(moved, cause, self.of(cause.at).at), cause.at)

    def _cause(self, problem: Problem, depth: int) -> Related | None:
        """The value in the same object that the overlay nearest to the build wrote, if another.

        The value of a base is right without the overlay, so the overlay has to be changed.
        """
        related = [each for each in problem.related if each.at.document is problem.at.document]
        first = min(related, key=lambda each: self._depth(each.at), default=None)
        return first if first and self._depth(first.at) < depth else None

    def _depth(self, at: Place | Spot, part: str | None = None) -> int:
        origins, _ = _origins(_built(at), at.path if isinstance(at, Place) else (), part)
        return self._depth_of(origins[0].file) if origins else 0

    def _at_cause(self, problem: Problem, cause: Related, at: Place | Spot) -> Problem:
        """The problem at the place of its cause, with its own place as a related one."""
        others = (each for each in problem.related if each.at != at)
        fix = problem.fix if problem.at.document is at.document else None
        label = problem.label or "the other value"
        return problem.replace(
            at=at,
            key=False,
            label=cause.message,
            related=(Related(label, problem.at), *others),
            fix=fix,
        )

    def _fix(self, fix: Fix, built: Document, at: Place | Spot) -> Fix | None:
        """A fix in the document of the writer; None if it cannot be made there."""
        edits = [self._edit(each, built) for each in fix.edits]
        found = [each for each in edits if each is not None]
        if len(found) != len(edits) or {each[0] for each in found} != {at.document}:
            return None
        return fix.replace(edits=tuple(edit for _, edit in found))

    def _edit(self, edit: Edit, built: Document) -> tuple[Document, Edit] | None:
        """An edit, and the document to make it in."""
        if isinstance(edit, CommentEdit):
            return None  # What is built has no comments.
        try:
            written = self.of(Place(built, edit.path))
        except LookupError:
            return None
        at = written.at
        if not isinstance(at, Place) or isinstance(edit, KeepLast):
            return None
        if isinstance(edit, Delete) and (written.overridden or not built.has(edit.path)):
            return None  # It would bring back what has been overridden.
        if isinstance(edit, Rename) and not self._is_alone(edit, written, at, built):
            return None
        # A value that only contributes to the value that is built cannot be replaced by it.
        if not isinstance(edit, Insert) and built.has(edit.path):
            before, after = value_at(at.document.data, at.path), value_at(built.data, edit.path)
            if before != after and not isinstance(after, dict):
                return None
        if isinstance(edit, Insert) and value_at(at.document.data, at.path) != value_at(
            built.data, edit.path
        ):
            return None
        return at.document, edit.replace(path=at.path)

    def _is_alone(self, edit: Rename, written: Written, at: Place, built: Document) -> bool:
        """Whether one writer wrote a whole entry, so that its key can be renamed there.

        Otherwise another writer would keep the old key. A transformer writes no key.
        """
        here = written.overridden == () and at.path[-1:] == edit.path[-1:]
        return here and value_at(at.document.data, at.path) == value_at(built.data, edit.path)

    def _place(self, origin: Origin, missing: Path) -> Place | Spot | None:
        if not origin.file.endswith(_MANIFESTS):
            return None
        file = self._file(origin.file)
        if file is None:
            return None
        span = origin.span
        document = _document_at(file.documents, span.start_line)
        if document is None or document.error is not None:
            return Spot(self._text(origin.file, file), span)
        path = origin.path
        if path is not None and document.has(path):
            line = document.span(path).start_line
            # An alias or a merge key leads to a value elsewhere.
            if line == span.start_line or document.span(path, key=True).start_line == line:
                return Place(document, (*path, *missing))
        return Spot(document, span)

    def _file(self, path: str) -> ReadFile | None:
        if path not in self.files:
            found = self._read(path)
            if not isinstance(found, ReadFile):
                return None
            self.files[path] = found
        return self.files[path]

    def _text(self, path: str, file: ReadFile) -> Document:
        """A document for a file that has none, with its text alone; the file gets it."""
        if path not in self._texts:
            whole = Text(file.text)
            document = Document(0, Chunk(whole, 0, file.text, 0), Reading(None))
            self._texts[path] = document
            self.files[path] = file.replace(documents=(*file.documents, document))
        return self._texts[path]


def _built(at: Place | Spot) -> BuiltDocument:
    assert isinstance(at.document, BuiltDocument)
    return at.document


def _origins(
    document: BuiltDocument, path: Path, part: str | None = None
) -> tuple[tuple[Origin, ...], Path]:
    """The writers of the value at a path or, if nobody wrote it, around it; and what is missing.

    Args:
        document: The document.
        path: The path.
        part: Only the writers of this part of an image, if some are known.
    """
    written = document.nearest(path)
    places = document.resource.places
    for length in range(len(written), -1, -1):
        if origins := places.get(written[:length]):
            # Whoever renames an object does not write the references to it.
            origins = tuple(each for each in origins if not each.is_followed) or origins
            fields = _FIELDS_OF_IMAGES.get(part or "")
            chosen = tuple(each for each in origins if fields is None or _writes(each, fields))
            return chosen or origins, path[length:]
    return (), path


def _writes(origin: Origin, fields: tuple[str, ...]) -> bool:
    """Whether one writes some fields of an entry of ``images``, or a whole image."""
    path = origin.path or ()
    return len(path) < 3 or path[-3] not in _IMAGES or path[-1] in fields


def _document_at(documents: Iterable[Document], line: int) -> Document | None:
    """The document that holds a line."""
    above = [each for each in documents if each.line <= line]
    return max(above, key=lambda each: each.line, default=None)
