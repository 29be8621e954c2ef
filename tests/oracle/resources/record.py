"""Record the sample that the ordinary tests use: `cd tests/oracle && python -m resources.record`."""

from __future__ import annotations

import gzip
import json
from itertools import chain
from pathlib import Path

from . import targeted
from .library import answers, objects

SAMPLE = Path(__file__).parents[2] / "golden" / "resources" / "sample.json.gz"
DRAWN = 2_000


def main() -> None:
    """Write the sample."""
    named = chain(objects(DRAWN, "sample"), targeted.objects())
    kept = [[obj, answer] for _, obj, answer in answers(named)]
    SAMPLE.parent.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(SAMPLE, "wb", mtime=0) as file:
        file.write(json.dumps(kept, separators=(",", ":")).encode())


if __name__ == "__main__":
    main()
