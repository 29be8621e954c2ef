"""Documents against recorded answers of Kubernetes' own code: data, strictness and cutting."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from oracle.yaml_reading import differences

from podlint.document import NATIVE_PARSER, events, load

GOLDEN = Path(__file__).parents[1] / "golden" / "yaml"
EDGE_CASES: list[dict[str, Any]] = json.loads((GOLDEN / "edge-cases.json").read_text())


def recorded(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads(gzip.decompress((GOLDEN / name).read_bytes()))
    return cases


MUTATED = recorded("mutated.json.gz")

# what ruamel.yaml's own parser is known to read differently: tabs as separation, U+2028 and U+0085
PURE_DIFFERENCES = {"a:\tb\n", "a: b\t\n", "a: b\t# c\n", "a: é\u2028x\n", "a: \x85b\n"}


@pytest.mark.parametrize("case", EDGE_CASES, ids=lambda case: repr(case["text"]))
def test_edge_case(case: dict[str, Any]) -> None:
    assert differences(case["text"], case) == []


def test_there_are_recorded_cases_of_every_sort() -> None:
    chunks = [chunk for case in MUTATED for chunk in case["chunks"]]
    refused = [chunk for chunk in chunks if chunk["json"].startswith("ERR ")]
    strict = [chunk for chunk in chunks if chunk["strict"] and chunk not in refused]
    assert len(EDGE_CASES) == 243
    assert len(MUTATED) > 1_500
    assert len(refused) > 300
    assert len(strict) > 30
    assert any("error" in chunk for chunk in chunks)


def test_mutated_manifests() -> None:
    found = [difference for case in MUTATED for difference in differences(case["text"], case)]
    assert found == []


def test_odd_keys_and_colons() -> None:
    cases = recorded("grammar.json.gz")
    assert len(cases) == 4_000
    assert sum("ERR " in chunk["json"] for case in cases for chunk in case["chunks"]) > 200
    assert [found for case in cases for found in differences(case["text"], case)] == []


def test_native_parser_is_told_apart() -> None:
    assert NATIVE_PARSER


def test_without_the_native_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "CParser", None)
    monkeypatch.setattr(events, "NATIVE_PARSER", False)
    different = {case["text"] for case in EDGE_CASES if differences(case["text"], case)}
    assert different == PURE_DIFFERENCES
    for case in MUTATED[::25]:
        load(case["text"])
