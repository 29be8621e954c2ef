"""How many objects a second `podlint.validation.validate` judges, on one core.

Run as `python benchmarks/validation.py` from the checkout. The objects are those of the recorded
sample, as data already read; each figure is the best of several rounds.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from podlint import validation

SAMPLE = Path(__file__).parents[1] / "tests" / "golden" / "validation" / "sample.json.gz"
ROUNDS = 5


def objects_a_second(objects: list[dict[str, Any]], judge: Callable[[Any], object]) -> float:
    """The best of several rounds over the objects."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for obj in objects:
            judge(obj)
        best = min(best, time.perf_counter() - begun)
    return len(objects) / best


def main() -> None:
    """Print a line for each function."""
    with gzip.open(SAMPLE) as file:
        objects = [entry["object"] for entry in json.load(file)]
    size = sum(len(json.dumps(obj)) for obj in objects) // len(objects)
    print(f"{len(objects)} objects of {size} bytes of JSON on average")
    for judge in (validation.validate, validation.pod_errors, validation.warnings):
        print(f"{judge.__name__:<12}{objects_a_second(objects, judge):>8,.0f} objects/s")


if __name__ == "__main__":
    main()
