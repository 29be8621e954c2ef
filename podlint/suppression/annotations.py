"""Suppressions in the annotation ``podlint.dev/ignore`` of an object or a Pod template.

Its value has entries that are separated by ``;`` or line breaks:
``rule-name[@container][ until=YYYY-MM-DD][: reason]``. Unlike a comment, an annotation is part of
the data, so JSON can have it, and it is still there after rendering.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import JSON, Path, Place
from podlint.document.field_path import value_at
from podlint.finding.suppression import SuppressionKind
from podlint.models.workloads import pods_of
from podlint.reading.file import ReadFile
from podlint.startup.lazy_pattern import pattern
from podlint.suppression.written import Malformed, Term, Written, read_term

__all__ = ["ANNOTATION", "FORM", "annotation_at", "annotations_in", "read_annotation"]

ANNOTATION = "podlint.dev/ignore"
"""The name of the annotation."""

FORM = "rule-name[@container][ until=YYYY-MM-DD][: reason]"
"""How to write an entry of the annotation."""

_SEPARATOR = pattern(r"[;\r\n]")
_REASON = pattern(r":(?=\s|$)")
_WORD = "podlint"


def annotations_in(file: ReadFile) -> Iterator[Written]:
    """The suppressions in annotations of the objects in a file, and of their Pod templates."""
    # Few files have any. An object that was passed as data has no text.
    if _WORD not in file.text and all(each.located for each in file.documents):
        return
    for decoded in file.objects:
        at = decoded.object.at
        templates = (pod.at.path[:-1] for pod in pods_of(decoded.object))
        for path in dict.fromkeys((at.path, *templates)):
            inside = Place(at.document, path)
            value = value_at(at.document.data, annotation_at(path))
            if isinstance(value, str):
                yield _read(value, inside, file.path)


def annotation_at(path: Path) -> Path:
    """The path of the annotation of an object or a Pod template with a path."""
    return (*path, "metadata", "annotations", ANNOTATION)


def _read(value: str, inside: Place, path: str) -> Written:
    terms, malformed = read_annotation(value)
    at = Place(inside.document, annotation_at(inside.path))
    key = (at.document.index, at.path)
    return Written(
        SuppressionKind.ANNOTATION, at, path, key, tuple(terms), tuple(malformed), inside=inside
    )


def read_annotation(value: str) -> tuple[list[Term], list[Malformed]]:
    """The entries of the annotation's value, and the parts that cannot be read."""
    terms, malformed = [], []
    for entry in entries_of(value):
        text, *reason = _REASON.split(entry, maxsplit=1)
        term = read_term(text.strip(), FORM, reason[0].strip() if reason else "")
        if isinstance(term, Malformed):
            malformed.append(term.replace(text=entry))
        else:
            terms.append(term)
    return terms, malformed


def entries_of(value: JSON) -> list[str]:
    """The entries of the annotation's value, as they are written."""
    parts = (each.strip() for each in _SEPARATOR.split(value)) if isinstance(value, str) else ()
    return [each for each in parts if each]
