"""Record the sample that the ordinary tests use: `cd tests/oracle && python -m file_access.record`."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from .library import answers
from .questions import questions

GOLDEN = Path(__file__).parents[2] / "golden" / "file_access.json.gz"
COUNT = 400


def record() -> None:
    """Ask the program and write its answers."""
    asked = list(questions(COUNT, "recorded"))
    rows = [
        {"question": question, "answer": answer}
        for question, answer in zip(asked, answers(asked), strict=True)
        if "entries" in answer
    ]
    text = "".join(f"{json.dumps(row, sort_keys=True)}\n" for row in rows)
    GOLDEN.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    record()
