"""podlint.validation against Kubernetes' own registry strategies.

Each run draws new objects; a failure names the seed in the object's name.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from validation import extremes, library

pytestmark = pytest.mark.oracle

RANDOM = 25_000


@pytest.mark.parametrize("version", library.VERSIONS)
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


@pytest.mark.parametrize("version", library.VERSIONS)
def test_extreme_amounts_and_odd_metadata(version: str) -> None:
    seed = secrets.randbelow(10**9)
    wrong = [
        f"{name}\n{found}\n{answer}\n{obj}"
        for name, obj, answer in library.answers(extremes.objects(RANDOM, seed), version)
        if (found := library.podlint_says(obj, version)) != answer
    ]
    assert not wrong, f"{len(wrong)}\n" + "\n\n".join(wrong[:3])


KEYS = ("kind", "Kind", "KIND", "\u212aind", "apiVersion", "apiversion", "APIVERSION",
        "apiVer\u017fion", "apiVersions")  # fmt: skip
VALUES = ("Pod", "Deployment", "v1", "apps/v1", "v2", "", None, 1, True, [], {})


def with_names_of_kinds(count: int, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Pods and Deployments that say in several ways, or wrongly, what they are."""
    draw = random.Random(seed)
    for number in range(count):
        obj: dict[str, Any] = {
            "metadata": {"name": "web"},
            "spec": {"containers": [{"name": "app", "image": "nginx:1.27"}]},
        }
        if draw.random() < 0.9:
            obj |= {"apiVersion": "v1", "kind": "Pod"}
        for _ in range(draw.randrange(3)):
            obj[draw.choice(KEYS)] = draw.choice(VALUES)
        if obj.get("kind") == "Pod":
            yield f"{seed}-{number}", obj


@pytest.mark.parametrize("version", library.VERSIONS)
def test_names_of_kinds(version: str) -> None:
    seed = secrets.randbelow(10**9)
    wrong = [
        f"{name}\n{found}\n{answer}\n{obj}"
        for name, obj, answer in library.answers(list(with_names_of_kinds(3_000, seed)), version)
        if (found := library.podlint_says(obj, version)) != answer
    ]
    assert not wrong, f"{len(wrong)}\n" + "\n\n".join(wrong[:5])
