"""Kubernetes' own reading of texts, and how podlint's differs from it."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from podlint.document import load
from podlint.document.composer import Composer
from podlint.document.events import events
from podlint.document.json_stream import is_json
from podlint.document.mend import Mended
from podlint.document.read import Reading, read
from podlint.document.scalar import as_json
from podlint.document.split import split
from podlint.document.text import Text

PROGRAM = Path(__file__).parent / "yaml"


def build(folder: Path) -> Path:
    """The oracle's binary, built into a folder."""
    binary = folder / "yaml-oracle"
    subprocess.run(["go", "build", "-o", binary, "."], cwd=PROGRAM, check=True)
    return binary


def ask(binary: Path, texts: list[str]) -> list[dict[str, Any]]:
    """The oracle's answers, one a text."""
    done = subprocess.run([binary], input=json.dumps(texts).encode(), capture_output=True, check=True)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def differences(text: str, answer: dict[str, Any]) -> list[str]:
    """In what podlint reads a text differently."""
    found = list(_split_differences(text, answer["chunks"]))
    if is_json(text) and not _FORGOTTEN_KEY.search(text):
        found += _stream_differences(text, answer["stream"])
    return found


def _split_differences(text: str, expected: list[dict[str, str]]) -> Any:
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
            yield from chunk_differences(chunk.content, wanted["json"], wanted["strict"])


def chunk_differences(content: str, expected: str, strict: str) -> Any:
    """How reading one chunk differs from YAMLToJSON and its strict form."""
    reading = read(content)
    if _known(content, reading, expected):
        return
    if reading.error is not None:
        if not expected.startswith("ERR "):
            yield f"error {reading.error.message!r} instead of {expected[:200]}: {content!r}"
    elif expected.startswith("ERR "):
        yield f"read as {str(reading.data)[:200]} instead of {expected}: {content!r}"
    else:
        if not same(reading.data, expected) and not _texts_of_keys_collide(content):
            yield f"read as {canonical(reading.data)} instead of {expected}: {content!r}"
        problems = [problem for problem in reading.problems if problem.kind != "extra-content"]
        if bool(problems) != bool(strict):
            yield f"problems {problems} instead of {strict!r}: {content!r}"


# Go's scanner forgets that an empty flow collection may be a key, and stops reading before the colon
_FORGOTTEN_KEY = re.compile(r"[\[{](?:\s|#.*)*(?:[\]}]|\?)")
_ILLEGAL = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\\/")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)\b")


def _known(content: str, reading: Reading, expected: str) -> bool:
    """Whether a difference is of one of the classes that podlint leaves as they are.

    - Keys of different types that become the same text (`1` and `"1"`): Go takes either, by chance.
    - Go's scanner takes `{}: x` for the document `{}` and drops the rest; podlint: an error.
    - Damage beyond the end of what Kubernetes reads: how far it looks ahead is not imitated.
    - A second byte order mark at the start: go-yaml drops letters at the start of lines.
    - A number that is not finite and that a repeated key overwrites: podlint reports it anyway.
    """
    failed = expected.startswith("ERR ")
    if content.startswith("\ufeff"):
        return True
    if reading.error is None:
        return failed and reading.end is not None and bool(_ILLEGAL.search(content))
    if failed:
        return False
    if reading.error.kind == "invalid-key" and _FORGOTTEN_KEY.search(content):
        return True
    if reading.error.kind == "control-character":
        return True
    return reading.error.kind == "non-finite-number" and bool(_NOT_FINITE.search(content))


def _texts_of_keys_collide(content: str) -> bool:
    composer, mended = Composer(content), Mended(content)
    mended.replace_colons(0)
    composer.compose(mended.restoring(events(content[:1] + mended.text[1:])))
    return any(
        len(identities) > 1
        for keys in composer._keys._identities.values()
        for identities in keys.values()
    )


def _stream_differences(text: str, expected: list[str]) -> Any:
    documents = load(text)
    for index, wanted in enumerate(expected):
        if index >= len(documents):
            yield f"stream: {len(documents)} documents instead of {len(expected)}: {text!r}"
            return
        document = documents[index]
        if wanted.startswith("ERR "):
            if document.error is None:
                following = documents[index + 1 : index + 2]
                if not (following and following[0].error and following[0].error.kind == "separator"):
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
    return canonical(data) == canonical(json.loads(expected, parse_int=_sixty_four_bits))


def canonical(data: Any) -> str:
    """Data as text, so that 1 and true are not the same; whole floats are integers."""
    return json.dumps(_whole(data), sort_keys=True)


def _whole(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _whole(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_whole(value) for value in data]
    return _SURROGATE.sub("\ufffd", data) if isinstance(data, str) else as_json(data)


def _sixty_four_bits(digits: str) -> int | float:
    number = int(digits)
    return number if -(2**63) <= number < 2**64 else float(digits)
