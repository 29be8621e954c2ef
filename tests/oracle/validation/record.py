"""Record the samples that the ordinary tests use: `cd tests/oracle && python -m validation.record`.

An object is kept if it has an error or warning, in its own place or in a Pod made of it, of which
the sample has no two yet; some sound objects are kept too. Of the rare ones all are kept.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from . import extremes, rare
from .library import VERSIONS, Answer, Object, answers, objects

FOLDER = Path(__file__).parents[2] / "golden" / "validation"
DRAWN = 24_000
WANTED = 2_400
SOUND = 150


def patterns(answer: Answer) -> set[tuple[str, ...]]:
    """What the answer has, with the numbers and keys left out."""
    found: set[tuple[str, ...]] = {("undecodable",)} if answer.undecodable else set()
    for name, pairs in (("error", answer.errors), ("pod", answer.pod_errors)):
        found |= {(name, re.sub(r"\[[^]]*\]", "[]", field), kind) for field, kind in pairs}
    return found | {("warning", re.sub(r"[\[\"][^]\"]*[\]\"]", "", w)) for w in answer.warnings}


def written(answer: Answer) -> dict[str, Any]:
    """The answer as JSON; what is empty is left out."""
    lists = {
        "errors": sorted(map(list, answer.errors.elements())),
        "pod_errors": sorted(map(list, answer.pod_errors.elements())),
        "warnings": sorted(answer.warnings.elements()),
    }
    found: dict[str, Any] = {name: value for name, value in lists.items() if value}
    return {**found, "undecodable": True} if answer.undecodable else found


def record(name: str, drawn: list[tuple[str, Object]], wanted: int, times: int) -> None:
    """Write a sample.

    Args:
        name: Of the file.
        drawn: The objects to choose from, each with a name.
        wanted: The most objects to keep.
        times: How often each error and warning is wanted.
    """
    said: dict[str, dict[str, Answer]] = {}
    for version in VERSIONS:
        for each, _, answer in answers(drawn, version):
            said.setdefault(each, {})[version] = answer
    seen: Counter[tuple[str, ...]] = Counter()
    kept, sound = [], 0
    for each, obj in drawn:
        mine = said.get(each, {})
        if len(mine) < len(VERSIONS) or len(kept) == wanted:
            continue
        has = set().union(*map(patterns, mine.values()))
        sound += not has
        if (not has and sound <= SOUND) or any(seen[pattern] < times for pattern in has):
            seen.update(has)
            recorded = {version: written(answer) for version, answer in mine.items()}
            kept.append({"object": obj, "answers": recorded})
    _write(name, kept)


def record_rare(name: str) -> None:
    """Write all objects that variations seldom make; a version that panics has no answer."""
    drawn = list(rare.named())
    said: dict[str, dict[str, Any]] = {each: {} for each, _ in drawn}
    for version in VERSIONS:
        for each, _, answer in answers(drawn, version):
            said[each][version] = written(answer)
    _write(name, [{"name": each, "object": obj, "answers": said[each]} for each, obj in drawn])


def _write(name: str, kept: list[dict[str, Any]]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(FOLDER / name, "wb", mtime=0) as file:
        file.write(json.dumps(kept, separators=(",", ":")).encode())


def main() -> None:
    """Write the samples."""
    record("sample.json.gz", list(objects(DRAWN, "sample")), WANTED, 2)
    record("extremes.json.gz", list(extremes.objects(DRAWN, "extremes")), WANTED, 12)
    record_rare("rare.json.gz")


if __name__ == "__main__":
    main()
