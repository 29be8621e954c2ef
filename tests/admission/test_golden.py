"""LimitRanges and ResourceQuotas, against the recorded answers of a running API server.

`make oracle` asks a server afresh; `tests/oracle/admission` also records the sample.
"""

from __future__ import annotations

import functools
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from oracle.admission.draw import Namespace
from oracle.admission.judge import differences, validity

SAMPLE = Path(__file__).parents[1] / "golden" / "admission.json.gz"
PARTS = 4


@functools.cache
def sample() -> tuple[str, list[dict[str, Any]]]:
    with gzip.open(SAMPLE) as file:
        said = json.load(file)
    return said["version"], said["namespaces"]


@pytest.mark.parametrize("part", range(PARTS))
def test_podlint_says_what_the_server_says(part: int) -> None:
    version, rows = sample()
    for row in rows[part::PARTS]:
        said, answers = row["said"], row["answers"]
        space = Namespace(*(row[field] for field in Namespace._fields))
        assert list(validity(space, said)) == []
        assert list(differences(space, said, answers, version)) == []


def test_the_sample_has_all_sorts_of_answers() -> None:
    _, rows = sample()
    answers = Counter(each["status"] for row in rows for each in row["answers"])
    assert answers[201] > 200
    assert answers[403] > 200
    assert answers[422] > 50
    messages = " ".join(each.get("message", "") for row in rows for each in row["answers"])
    for words in ("failed quota", "exceeded quota", "minimum", "maximum", "ratio"):
        assert words in messages
