"""Kustomizations against kubectl: each run draws new ones; a failure shows the seed.

The environment variable KUBECTL names the kubectl, of version 1.36; without it there is nothing to
ask. PODLINT_SEED repeats a run.
"""

from __future__ import annotations

import os
import random
import secrets
import tempfile
from pathlib import Path

import pytest
from kustomize import compare

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("KUBECTL" not in os.environ, reason="KUBECTL names no kubectl"),
]

SEED = int(os.environ.get("PODLINT_SEED", secrets.randbelow(10**9)))


@pytest.mark.parametrize("make", [compare.tree, compare.patched, compare.mutation])
@pytest.mark.parametrize("batch", range(10))
def test_kustomizations(make: object, batch: int) -> None:
    assert callable(make)
    for seed in range(SEED + batch * 100, SEED + batch * 100 + 100):
        files = make(random.Random(seed))
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            compare.plant(files, root)
            expected, found = compare.ask(root), compare.built(root, root)
        verdict = compare.verdict(expected, found)
        assert verdict in ("equal", "both refuse", "declined"), (seed, expected, found)
