"""Quantities against k8s.io/apimachinery: each run draws new ones; a failure shows the spelling."""

from __future__ import annotations

import json
import secrets
import subprocess
from pathlib import Path

import pytest
from quantity import gen

from podlint.models import Quantity

pytestmark = pytest.mark.oracle

HERE = Path(__file__).parent / "quantity"
COUNT = 60_000


def test_random_quantities() -> None:
    subprocess.run(["go", "build", "-p", "1", "-o", "oracle", "."], cwd=HERE, check=True)
    lists = gen.lists(secrets.randbelow(10**9), COUNT)
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in lists)
    done = subprocess.run(
        [HERE / "oracle"], input=lines, check=True, capture_output=True, text=True
    )
    compared = 0
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        quantities = [parse_or_none(text) for text in answer["in"]]
        assert [describe(each) for each in quantities] == answer["read"], answer["in"]
        if "sum" in answer:
            first, *others = quantities
            total, rest = first, first
            for other in others:
                total, rest = total + other, rest - other
            assert (str(total), str(rest)) == (answer["sum"], answer["difference"]), answer["in"]
            pairs = zip(quantities, others, strict=False)
            assert [(a > b) - (a < b) for a, b in pairs] == answer["compared"], answer["in"]
            compared += 1
    assert compared > COUNT // 10


def parse_or_none(text: str) -> Quantity | None:
    try:
        return Quantity.parse(text)
    except ValueError:
        return None


def describe(quantity: Quantity | None) -> dict:
    if quantity is None:
        return {"error": True}
    return {
        "string": str(quantity),
        "canonical": quantity.canonical,
        "milli": str(quantity.milli),
        "value": str(quantity.value),
        "rounded": str(quantity.rounded_to_milli()),
    }
