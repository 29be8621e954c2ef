"""`.gitignore` files against git itself; a failure names the seed, PODLINT_SEED repeats a run."""

from __future__ import annotations

import os
import random
import secrets

import pytest
from git_ignore import cases

from podlint.reading.gitignore import IgnoreLines, split_lines

pytestmark = pytest.mark.oracle

SEED = int(os.environ.get("PODLINT_SEED", secrets.randbelow(10**9)))


def test_paths_that_git_ignores() -> None:
    for case in cases(random.Random(SEED), trees=60, of_a_tree=60):
        for each in case["texts"]:
            lines = IgnoreLines(split_lines(each["text"]))
            found = [
                number
                for number, path in enumerate(case["paths"])
                if lines.ignores(path.removesuffix("/"), folder=path.endswith("/"))
            ]
            assert found == each["ignored"], f"seed {SEED}: {each['text']!r}, {case['paths']}"
