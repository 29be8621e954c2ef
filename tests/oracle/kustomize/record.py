"""Records what kubectl makes of kustomizations, so that tests need no kubectl.

    cd tests/oracle && python -m kustomize.record trees
    cd tests/oracle && python -m kustomize.record cases CASES.jsonl
    cd tests/oracle && python -m kustomize.record places

The first draws trees at random, from the same seeds each time, and asks the kubectl that KUBECTL
names (version 1.36); the second takes over written cases (`name`, `files`, `root`, and kubectl's
`output` or `error`); the third changes texts at the places of values, and asks which values change.
All write to `tests/golden/kustomize/`.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from .compare import ask, plant, read
from .places import Change, trial
from .places import trees as built_trees
from .random_trees import tree

GOLDEN = Path(__file__).parents[2] / "golden" / "kustomize"
TREES, REFUSED = 200, 40
PLACES, EACH = 60, 2
SEED = 20_261_129


def trees() -> Iterator[dict[str, Any]]:
    """Trees with their resources; of those that kubectl refuses only some."""
    seed, refused = SEED, 0
    found = 0
    while found < TREES:
        files = tree(random.Random(seed))
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            plant(files, root)
            resources = ask(root).resources
        seed += 1
        refused += resources is None
        if resources is None and refused > REFUSED:
            continue
        found += 1
        yield {"name": f"seed {seed - 1}", "files": files, "root": ".", "resources": resources}


def cases(path: str) -> Iterator[dict[str, Any]]:
    """The written cases."""
    for line in Path(path).read_text(encoding="utf-8").strip().split("\n"):
        case = json.loads(line)
        resources = read(case["output"]) if case["error"] is None else None
        yield {**{key: case[key] for key in ("name", "files", "root")}, "resources": resources}


def places() -> Iterator[dict[str, Any]]:
    """Changes that kubectl answers as it should, of values of random trees."""
    draw = random.Random(SEED)
    for root, folder, name, _ in islice(built_trees(draw), PLACES):
        files = {
            each.relative_to(root).as_posix(): each.read_bytes().decode()
            for each in sorted(root.rglob("*"))
            if each.is_file()
        }
        for tried in islice(trial(root, folder, draw), EACH):
            before, after = tried.before or {}, tried.after or {}
            if tried.verdict.kind != "right" or tried.change is None or {*before} != {*after}:
                continue
            yield {
                "name": name,
                "files": files,
                "at": tried.at,
                "change": {**tried.change._asdict(), **_where(tried.change, root)},
                "changed": [[*at, after[at]] for at in before if before[at] != after[at]],
            }


def _where(change: Change, root: Path) -> dict[str, Any]:
    """The file of a change in its tree, and the line and column."""
    path = Path(change.file)
    before = re.split(r"\r\n|\n|\r", path.read_bytes().decode()[: change.start])
    where = [len(before), len(before[-1]) + 1]
    return {"file": path.relative_to(root).as_posix(), "where": where}


if __name__ == "__main__":
    what = sys.argv[1]
    make = {"trees": trees, "places": places}.get(what) or partial(cases, sys.argv[-1])
    answers = list(make())
    GOLDEN.mkdir(exist_ok=True)
    data = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
    (GOLDEN / f"{what}.json.gz").write_bytes(gzip.compress(data, mtime=0))
