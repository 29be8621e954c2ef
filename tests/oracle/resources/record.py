"""Record the samples that the ordinary tests use: `cd tests/oracle && python -m resources.record`."""

from __future__ import annotations

import gzip
import json
from itertools import chain
from pathlib import Path
from typing import Any

from validation.library import VERSIONS

from . import targeted
from .library import Object, answers, objects

FOLDER = Path(__file__).parents[2] / "golden" / "resources"
DRAWN = 2_000
DRAWN_OF_VERSIONS, KEPT_OF_VERSIONS = 6_000, 300


def main() -> None:
    """Write what the default version says, and what differs between versions."""
    named = chain(objects(DRAWN, "sample"), targeted.objects())
    _write("sample.json.gz", [[obj, answer] for _, obj, answer in answers(named)])
    _write("versions.json.gz", list(differing()))


def differing() -> list[tuple[Object, dict[str, Object]]]:
    """Objects of which versions compute different resources, with what each of them says."""
    drawn = list(objects(DRAWN_OF_VERSIONS, "versions"))
    said: dict[str, dict[str, Object]] = {name: {} for name, _ in drawn}
    for version in VERSIONS:
        for name, _, answer in answers(drawn, version):
            said[name][version] = answer
    found = [(obj, said[name]) for name, obj in drawn if _differ(said[name])]
    return found[:KEPT_OF_VERSIONS]


def _differ(answers_by_version: dict[str, Object]) -> bool:
    complete = len(answers_by_version) == len(VERSIONS)
    return complete and len({json.dumps(each) for each in answers_by_version.values()}) > 1


def _write(name: str, kept: list[Any]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(FOLDER / name, "wb", mtime=0) as file:
        file.write(json.dumps(kept, separators=(",", ":")).encode())


if __name__ == "__main__":
    main()
