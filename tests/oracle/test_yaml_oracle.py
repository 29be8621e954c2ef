"""podlint.document against Kubernetes' own reading: data, strictness, cutting, and JSON streams.

Each run draws new mutations, of podlint's own manifests and of those below the folder that the
environment variable PODLINT_CORPUS names; a failure names the seed. PODLINT_SEED repeats a run.
"""

from __future__ import annotations

import json
import os
import random
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest
from yaml_grammar import with_colons, with_compact_forms, with_escapes, with_odd_keys
from yaml_mutator import mutate
from yaml_program import ask
from yaml_reading import differences

pytestmark = pytest.mark.oracle

GOLDEN = Path(__file__).parent.parent / "golden" / "yaml"
CORPUS = os.environ.get("PODLINT_CORPUS", "")
SEED = int(os.environ.get("PODLINT_SEED", secrets.randbelow(10**9)))
LONGEST = 20_000


def manifests() -> list[str]:
    return [path.read_bytes().decode() for path in sorted((GOLDEN / "manifests").iterdir())]


def edge_cases() -> list[str]:
    return [case["text"] for case in json.loads((GOLDEN / "edge-cases.json").read_text())]


def corpus() -> list[str]:
    if not CORPUS:
        return manifests()
    paths = sorted(path for path in Path(CORPUS).rglob("*.y*ml") if path.is_file())
    return [path.read_bytes().decode() for path in paths]


def check(texts: list[str]) -> None:
    found = [
        difference
        for text, answer in zip(texts, ask(texts), strict=True)
        for difference in differences(text, answer)
    ]
    assert not found, f"seed {SEED}, {len(found)} differences\n" + "\n\n".join(found[:5])


def test_the_corpus_as_it_is() -> None:
    check(corpus())


@pytest.mark.parametrize("batch", range(12))
@pytest.mark.parametrize("source", [manifests, edge_cases, corpus])
def test_mutations(source: object, batch: int) -> None:
    assert callable(source)
    texts = [text for text in source() if len(text) <= LONGEST]
    draw = random.Random(f"{SEED}/{source.__name__}/{batch}")
    check([mutate(draw, draw.choice(texts)) for _ in range(1_000)])


@pytest.mark.parametrize("write", [with_colons, with_compact_forms, with_escapes, with_odd_keys])
def test_where_readers_part_ways(write: Callable[[random.Random], str]) -> None:
    draw = random.Random(f"{SEED}/{write.__name__}")
    check([write(draw) for _ in range(20_000)])
