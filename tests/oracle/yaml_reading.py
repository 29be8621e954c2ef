"""How podlint's reading of texts differs from Kubernetes' own, as the program in `yaml` tells it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from podlint.document import load
from podlint.document.json_stream import is_json
from podlint.document.read import Reading, read
from podlint.document.scalar import as_json
from podlint.document.split import split
from podlint.document.text import Text


def differences(text: str, answer: dict[str, Any]) -> list[str]:
    """In what podlint reads a text differently."""
    found = list(_split_differences(text, answer["chunks"]))
    if len(answer["chunks"]) != 1 or answer["chunks"][0]["text"] != text:
        found += _chunk_differences(text.removeprefix("\ufeff"), answer["whole"])
    if is_json(text) and not _FORGOTTEN_KEY.search(text):
        found += _stream_differences(text, answer["stream"])
    return found


def _split_differences(text: str, expected: list[dict[str, Any]]) -> Iterator[str]:
    parts = list(split(Text(text)))
    # Kubernetes drops the lines right above a bad separator
    bad = {chunk.start for chunk, refused in parts if refused}
    kept = [
        (chunk, refused)
        for chunk, refused in parts
        if refused or chunk.offset(len(chunk.content)) not in bad
    ]
    if len(kept) != len(expected):
        yield f"{len(kept)} chunks instead of {len(expected)}: {text!r}"
        return
    for (chunk, refused), wanted in zip(kept, expected, strict=True):
        if (refused is not None) != ("error" in wanted):
            yield f"separator: {refused} instead of {wanted.get('error')}"
        elif refused is None:
            if chunk.content != wanted["text"].removeprefix("\ufeff"):
                yield f"chunk {chunk.content!r} instead of {wanted['text']!r}"
            yield from _chunk_differences(chunk.content, wanted)


def _chunk_differences(content: str, wanted: dict[str, Any]) -> Iterator[str]:
    """How reading one chunk differs from YAMLToJSON and its strict form."""
    expected, strict, by_chance = wanted["json"], wanted["strict"], wanted.get("chance")
    reading = read(content)
    if _known(content, reading, expected):
        return
    if reading.error is not None:
        if not expected.startswith("ERR "):
            yield f"error {reading.error.message!r} instead of {expected[:200]}: {content!r}"
    elif expected.startswith("ERR "):
        yield f"read as {str(reading.data)[:200]} instead of {expected}: {content!r}"
    else:
        if not same(reading.data, expected) and not by_chance:
            yield f"read as {canonical(reading.data)} instead of {expected}: {content!r}"
        problems = [problem for problem in reading.problems if problem.kind != "extra-content"]
        if bool(problems) != bool(strict):
            yield f"problems {problems} instead of {strict!r}: {content!r}"


# Go's scanner forgets that an empty flow collection may be a key, and stops reading before the colon
_FORGOTTEN_KEY = re.compile(r"[\[{](?:\s|#.*)*(?:[\]}].*:|\?)")
_ILLEGAL = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\\/")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _known(content: str, reading: Reading, expected: str) -> bool:
    """Whether a difference is of one of the classes that podlint leaves as they are.

    - Keys of different types that become the same text (`1` and `"1"`): Go takes either, by chance.
    - Go's scanner takes `{}: x` for the document `{}` and drops the rest; podlint: an error.
    - Damage beyond the end of what Kubernetes reads: how far it looks ahead is not imitated.
    - A second byte order mark at the start: go-yaml drops letters at the start of lines.
    - A number that is not finite and that a repeated key overwrites: podlint reports it anyway.
    """
    failed = expected.startswith("ERR ")
    illegal = _ILLEGAL.search(content)
    if content.startswith("\ufeff"):
        return True
    if reading.error is None:
        return failed and reading.end is not None and illegal is not None
    if failed:
        return False
    if reading.error.kind == "control-character":
        return illegal is not None and read(content[: illegal.start()]).end is not None
    if reading.error.kind == "invalid-key":
        return _FORGOTTEN_KEY.search(content) is not None
    return reading.error.kind == "non-finite-number"


def _stream_differences(text: str, expected: list[str]) -> Iterator[str]:
    documents = load(text)
    for index, wanted in enumerate(expected):
        if index >= len(documents):
            yield f"stream: {len(documents)} documents instead of {len(expected)}: {text!r}"
            return
        document = documents[index]
        if wanted.startswith("ERR "):
            if document.error is None:
                following = documents[index + 1 : index + 2]
                # Damage beyond the end, as in `_known`: the rest of the stream is one YAML text.
                if not _ILLEGAL.search(text) and not (
                    following and following[0].error and following[0].error.kind == "separator"
                ):
                    yield f"stream: read as {str(document.data)[:200]} instead of {wanted}: {text!r}"
            return
        if document.error is not None:
            yield f"stream: error {document.error.message!r} instead of {wanted[:200]}: {text!r}"
            return
        if not same(document.data, wanted or "null"):
            yield f"stream: read as {canonical(document.data)} instead of {wanted}: {text!r}"
    if len(documents) != len(expected):
        yield f"stream: {len(documents)} documents instead of {len(expected)}: {text!r}"


def same(data: Any, expected: str) -> bool:
    """Whether data is what a JSON text says."""
    wanted = json.loads(expected, parse_int=_sixty_four_bits, parse_float=_finite)
    return canonical(data) == canonical(wanted)


def canonical(data: Any) -> str:
    """Data as text, so that 1 and true are not the same; whole floats are integers."""
    return json.dumps(_whole(data), sort_keys=True)


def _whole(data: Any) -> Any:
    if isinstance(data, dict):
        return {_whole(key): _whole(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_whole(value) for value in data]
    return _SURROGATE.sub("\ufffd", data) if isinstance(data, str) else as_json(data)


def _finite(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def _sixty_four_bits(digits: str) -> int | float:
    number = int(digits)
    return number if -(2**63) <= number < 2**64 else float(digits)
