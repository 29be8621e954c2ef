"""Record the sample that the ordinary tests use: `cd tests/oracle && python -m resources.record`."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from .library import answers, objects

SAMPLE = Path(__file__).parents[2] / "golden" / "resources" / "sample.json.gz"
DRAWN = 2_000


def main() -> None:
    """Write the sample."""
    kept = [[obj, answer] for _, obj, answer in answers(objects(DRAWN, "sample"))]
    SAMPLE.parent.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(SAMPLE, "wb", mtime=0) as file:
        file.write(json.dumps(kept, separators=(",", ":")).encode())


if __name__ == "__main__":
    main()
