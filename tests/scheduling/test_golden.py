"""Pods on nodes, against the recorded answers of a running scheduler.

`make oracle` asks a scheduler afresh; `tests/oracle/scheduling` also records the sample.
"""

from __future__ import annotations

import functools
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from oracle.scheduling.draw import Drawn
from oracle.scheduling.judge import judge

SAMPLE = Path(__file__).parents[1] / "golden" / "scheduling.json.gz"
PARTS = 3


@functools.cache
def sample() -> list[dict[str, Any]]:
    with gzip.open(SAMPLE) as file:
        rows: list[dict[str, Any]] = json.load(file)["nodes"]
    return rows


@pytest.mark.parametrize("part", range(PARTS))
def test_podlint_never_says_never_of_a_pod_that_is_placed(part: int) -> None:
    counts: Counter[str] = Counter()
    for row in sample()[part::PARTS]:
        drawn = Drawn(*(row[field] for field in Drawn._fields))
        found, wrong = judge(drawn, row["answers"])
        assert wrong == []
        counts += found
    assert counts["right never"] > 10 * counts["missed never"] > 0
    assert counts["right placed"] > 20
    assert counts["right bound"] > counts["missed bound"]
    assert counts["right reasons"] > 15 * counts["other reasons"]
