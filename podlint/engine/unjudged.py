"""Finds the parts of a checked file that podlint does not judge."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import Place
from podlint.document.field_path import field_text
from podlint.document.placeholders import without_defaults
from podlint.document.redaction import Redaction
from podlint.engine.locate import Locator
from podlint.finding.unchecked import Unchecked, Unjudged
from podlint.reading.file import ReadFile
from podlint.reading.fragments import Fragments

__all__ = ["unjudged_in"]


def unjudged_in(file: ReadFile, fragments: Fragments, locator: Locator) -> tuple[Unjudged, ...]:
    """The fragments and placeholders of a file, by line.

    Args:
        file: The file.
        fragments: The objects that are only parts of objects.
        locator: Knows what must not be shown of the file.
    """
    found = [*_fragments(file, fragments)]
    if file.placeholders:
        found += _placeholders(file, locator.source(file).redaction)
    return tuple(sorted(found, key=lambda each: each.line or 0))


def _fragments(file: ReadFile, fragments: Fragments) -> Iterator[Unjudged]:
    for decoded in file.objects:
        at = decoded.object.at
        if reason := fragments.why(at):
            yield Unjudged(file.path, _line(at), "", f"fragment: {reason}", Unchecked.FRAGMENT)


def _placeholders(file: ReadFile, redaction: Redaction) -> Iterator[Unjudged]:
    for obj, inside in file.placeholders.items():
        for path, placeholder in inside.items():
            text = redaction.text(without_defaults(placeholder.text))
            known = "only its default is checked" if placeholder.assumed else "its value is unknown"
            reason = f"placeholder `{text}`: {known}"
            line = _line(Place(obj.document, (*obj.path, *path)))
            yield Unjudged(file.path, line, field_text(path), reason, Unchecked.PLACEHOLDER)


def _line(at: Place) -> int | None:
    return at.document.span(at.path).start_line if at.document.located else None
