"""Records what kubectl makes of kustomizations, so that tests need no kubectl.

    cd tests/oracle && python -m kustomize.record trees
    cd tests/oracle && python -m kustomize.record cases CASES.jsonl

The first draws trees at random, from the same seeds each time, and asks the kubectl that KUBECTL
names (version 1.36); the second takes over written cases (`name`, `files`, `root`, and kubectl's
`output` or `error`). Both write to `tests/golden/kustomize/`.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .compare import ask, plant, read
from .random_trees import tree

GOLDEN = Path(__file__).parents[2] / "golden" / "kustomize"
TREES, REFUSED = 200, 40
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


if __name__ == "__main__":
    what = sys.argv[1]
    answers = list(trees() if what == "trees" else cases(sys.argv[2]))
    GOLDEN.mkdir(exist_ok=True)
    data = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
    (GOLDEN / f"{what}.json.gz").write_bytes(gzip.compress(data, mtime=0))
