"""Text to documents: never an exception, and every place lies in the text."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any
from zlib import crc32

import seeds
from yaml_mutator import LINES, VALUES, mutate

from podlint import Config, lint_text
from podlint.document import Document, Span, load
from podlint.reading.file import read_text

TOKENS = (*VALUES, *LINES, "\r\n", "\r", "\t", "\ufeff", "\x85", "\u2028", '"\\u006b"', "\\ud83d")
_LINTED = 8
"""Of so many texts one is linted."""
_STRICT = Config.model_validate({"profile": "strict", "preview": True})


def starts() -> Iterator[bytes]:
    """The inputs that fuzzing starts from."""
    return (text.encode("utf-8") for text in seeds.texts())


def changed(data: bytes, seed: int) -> bytes:
    """An input near to another."""
    text = mutate(random.Random(seed), data.decode("utf-8", errors="replace"))
    return text.encode("utf-8", errors="replace")


def made(data: bytes) -> str:
    """The text that an input means."""
    return data.decode("utf-8", errors="replace")


def check(text: str) -> None:
    """Raise if something is wrong with what podlint makes of a text."""
    lines = [len(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]

    def assert_inside(span: Span, what: object) -> None:
        first, column, last, end = span
        assert 1 <= first <= last <= len(lines), (what, span)
        assert 1 <= column <= lines[first - 1] + 1, (what, span)
        assert 1 <= end <= lines[last - 1] + 1, (what, span)
        assert (first, column) <= (last, end), (what, span)

    documents = load(text)
    assert [each.index for each in documents] == list(range(len(documents)))
    for document in documents:
        _check_document(document, assert_inside)
    if crc32(text.encode("utf-8")) % _LINTED:
        read_text("text", text)  # as the rules' input, which takes a tenth of the rules' time
        return
    report = lint_text(text, config=_STRICT)
    assert not internal(report), internal(report)
    for finding in report.findings:
        for location in (finding.location, *(each.location for each in finding.related)):
            assert location.span is not None
            assert_inside(location.span, finding.rule)
        assert finding.fingerprint
    for skipped in report.skipped:
        assert 1 <= skipped.line <= len(lines)


def internal(report: Any) -> list[Any]:
    """What podlint says of itself rather than of the text."""
    return [each for each in report.errors if each.message.startswith("internal error")]


def _check_document(document: Document, assert_inside: Any) -> None:
    assert document.line >= 1
    for fault in (*document.problems, *([document.error] if document.error else [])):
        assert fault.message.strip()
        assert_inside(fault.span, fault)
        for note, span in fault.related:
            assert_inside(span, note)
    for comment in document.comments:
        assert comment.text.startswith("#")
    for span in document.entries():
        assert_inside(span, "entry")
    assert document.error is None or document.data is None
    json.dumps(document.data, allow_nan=False)
    for number, path in enumerate(_paths(document.data)):
        if number > 2000:  # aliases: a small text can hold much
            break
        assert document.has(path), path
        assert_inside(document.span(path), path)
        if path:
            assert_inside(document.span(path, key=True), path)
        beyond = (*path, "nowhere")
        assert document.nearest(beyond) == path, path
        assert document.span(beyond) == document.span(path), path


def _paths(value: Any) -> Iterator[tuple[str | int, ...]]:
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while waiting:
        path, each = waiting.pop()
        yield path
        if isinstance(each, dict):
            waiting += [((*path, key), item) for key, item in each.items()]
        elif isinstance(each, list):
            waiting += [((*path, index), item) for index, item in enumerate(each)]
