"""Reads a text that starts with '{', a stream of JSON values, as Kubernetes' decoder does.

`YAMLOrJSONDecoder` in k8s.io/apimachinery/pkg/util/yaml/decoder.go tries JSON, value by value. If
that fails at the first or the second value, it continues in YAML. Later it stops; podlint reports
the fault, and continues at the next line that starts a value or a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from podlint.document.fault import Refused
from podlint.document.placeholders import original, readable
from podlint.document.read import Reading, read, read_events
from podlint.document.split import split
from podlint.document.text import Chunk, Text
from podlint.startup.lazy_pattern import pattern

if TYPE_CHECKING:
    from podlint.document.json_events import NotJSON

_BLANKS = pattern(r"[ \t\r\n]*")
_BLANKS_OF_LINE = pattern(r"[^\S\n]*")
_LOOKAHEAD = 4
_RESUMES = pattern(r"^(?:\{|---)", re.MULTILINE)


def is_json(content: str) -> bool:
    """Whether the first character that is not white space is a brace."""
    return content.lstrip().startswith("{")


def chunks(whole: Text) -> Iterator[tuple[Chunk, Reading]]:
    """The JSON values of a text, then its YAML documents, all of them read."""
    # Imported here, because most texts are YAML.
    from podlint.document.json_events import NotJSON, events

    content = whole.content
    count = after = 0
    while True:
        start = _skip(_BLANKS, content, after)
        if start == len(content):
            return
        try:
            parsed, end = events(content, start)
        except NotJSON as error:
            rest = _skip(_BLANKS_OF_LINE, content, after)
            if count <= 1 and len(content[rest : rest + _LOOKAHEAD].encode(errors="replace")) >= 4:
                yield from yaml_chunks(whole, rest + content.startswith("\n", rest))
                return
            at_separator = content.startswith("---", start)
            resumes = _RESUMES.search(content, start if at_separator else error.offset + 1)
            after = resumes.start() if resumes else len(content)
            yield _failed(whole, start, after, error)
            if resumes and resumes[0] == "---":
                yield from yaml_chunks(whole, after)
                return
        else:
            count, after = count + 1, end
            yield (
                Chunk(whole, start, content[start:end], start),
                read_events(content[start:end], parsed),
            )


SKIPPED = Reading()
"""Stands for the reading of a document that is not wanted."""


def yaml_chunks(
    whole: Text, start: int = 0, is_wanted: Callable[[str], bool] | None = None
) -> Iterator[tuple[Chunk, Reading]]:
    """The YAML documents of a text from an offset on.

    Args:
        whole: The text.
        start: The offset.
        is_wanted: Whether a document with a text is read; all are if None.
    """
    for chunk, refused in split(whole, start):
        if is_wanted is not None and not is_wanted(chunk.content):
            yield chunk, SKIPPED
        else:
            yield chunk, Reading(error=refused) if refused else _read(chunk.content)


def _read(content: str) -> Reading:
    """Read a document; `@X@` and `%X%`, which are not valid YAML, are placeholders."""
    reading = read(content)
    if reading.error and (text := readable(content)):
        other = read(text)
        if not other.error and not other.failure:
            other.data = original(other.data)
            return other
    return reading


def _failed(whole: Text, start: int, end: int, error: NotJSON) -> tuple[Chunk, Reading]:
    refused = Refused("syntax", error.message, error.offset - start)
    return Chunk(whole, start, whole.content[start:end], start), Reading(error=refused)


def _skip(pattern: re.Pattern[str], content: str, offset: int) -> int:
    found = pattern.match(content, offset)
    return found.end() if found else offset
