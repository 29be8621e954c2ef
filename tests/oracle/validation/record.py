"""Record the samples that the ordinary tests use: `cd tests/oracle && python -m validation.record`.

The sample has each error and warning that occurs, in the objects and in Pods made of them, at least
twice where it occurs so often, in few objects; some sound objects are kept too. Of the rare ones all
are kept.
"""

from __future__ import annotations

import gzip
import heapq
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from . import extremes, rare
from .library import VERSIONS, Answer, Object, answers, objects

FOLDER = Path(__file__).parents[2] / "golden" / "validation"
DRAWN = 24_000
SOUND = 150
Pattern = tuple[str, ...]


def patterns(answer: Answer) -> set[Pattern]:
    """What the answer has, with the numbers and keys left out."""
    found: set[Pattern] = {("undecodable",)} if answer.undecodable else set()
    for name, errors in (("error", answer.errors), ("pod", answer.pod_errors)):
        found |= {(name, re.sub(r"\[[^]]*\]", "[]", field), kind) for field, kind, _ in errors}
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


def by_versions(answers_of: dict[str, Answer]) -> dict[str, dict[str, Any]]:
    """Each answer once, by the versions that give it: ``1.33 1.34``."""
    same: list[tuple[Answer, list[str]]] = []
    for version, answer in answers_of.items():
        for known, versions in same:
            if known == answer:
                versions.append(version)
                break
        else:
            same.append((answer, [version]))
    return {" ".join(versions): written(answer) for answer, versions in same}


def few_with_all(has: dict[str, set[Pattern]], times: int) -> set[str]:
    """Objects that have each pattern so many times; always the one next that adds most of them."""
    found = Counter(pattern for each in has.values() for pattern in each)
    wanted = {pattern: min(times, count) for pattern, count in found.items()}

    def adds(name: str) -> int:
        return sum(wanted[pattern] > 0 for pattern in has[name])

    chosen: set[str] = set()
    waiting = [(-len(each), name) for name, each in has.items() if each]
    heapq.heapify(waiting)
    while waiting:
        _, name = heapq.heappop(waiting)
        score = -adds(name)
        if waiting and score > waiting[0][0]:
            if score:
                heapq.heappush(waiting, (score, name))
        elif score:
            chosen.add(name)
            for pattern in has[name]:
                wanted[pattern] -= 1
    return chosen


def record(name: str, drawn: list[tuple[str, Object]], times: int) -> None:
    """Write a sample.

    Args:
        name: Of the file.
        drawn: The objects to choose from, each with a name.
        times: How often each error and warning is wanted.
    """
    said: dict[str, dict[str, Answer]] = {each: {} for each, _ in drawn}
    for version in VERSIONS:
        for each, _, answer in answers(drawn, version):
            said[each][version] = answer
    has = {
        each: set[Pattern]().union(*map(patterns, mine.values()))
        for each, mine in said.items()
        if len(mine) == len(VERSIONS)
    }
    chosen = few_with_all(has, times)
    chosen.update([each for each, found in has.items() if not found][:SOUND])
    kept = [
        {"object": obj, "answers": by_versions(said[each])} for each, obj in drawn if each in chosen
    ]
    _write(name, kept)


def record_rare(name: str) -> None:
    """Write all objects that variations seldom make; a version that panics has no answer."""
    drawn = list(rare.named())
    said: dict[str, dict[str, Answer]] = {each: {} for each, _ in drawn}
    assert len(said) == len(drawn), "two objects have one name"
    for version in VERSIONS:
        for each, _, answer in answers(drawn, version):
            said[each][version] = answer
    kept = [
        {"name": each, "object": obj, "answers": by_versions(said[each])} for each, obj in drawn
    ]
    _write(name, kept)


def _write(name: str, kept: list[dict[str, Any]]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(FOLDER / name, "wb", mtime=0) as file:
        file.write(json.dumps(kept, separators=(",", ":")).encode())


def main() -> None:
    """Write the samples."""
    record("sample.json.gz", list(objects(DRAWN, "sample")), 2)
    record("extremes.json.gz", list(extremes.objects(DRAWN, "extremes")), 12)
    record_rare("rare.json.gz")


if __name__ == "__main__":
    main()
