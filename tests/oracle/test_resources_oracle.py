"""podlint.resources against Kubernetes' own arithmetic, defaulting and QoS.

Each run draws new objects; a failure names the seed in the object's name.
"""

from __future__ import annotations

import secrets

import pytest
from resources import library
from validation.library import VERSIONS

pytestmark = pytest.mark.oracle

RANDOM = 50_000


@pytest.mark.parametrize("version", VERSIONS)
def test_random_objects(version: str) -> None:
    seed = secrets.randbelow(10**9)
    compared, wrong = 0, []
    for name, obj, answer in library.answers(library.objects(RANDOM, seed), version):
        compared += 1
        found = library.podlint_says(obj, version)
        if found != answer:
            wrong.append(f"{name}\n{found}\n{answer}\n{obj}")
    assert not wrong, f"{len(wrong)} of {compared}\n" + "\n\n".join(wrong[:3])
    assert compared > RANDOM * 0.95
