"""Cycles of containers that wait for each other."""

from __future__ import annotations

from typing import Literal, NamedTuple

import pytest

from podlint.document import load
from podlint.lifecycle.start_order import cycles
from podlint.models import Container, PodSpec, decode
from podlint.models.workloads import pods_of

TEXT = """\
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  initContainers:
    - {name: i0, image: a, restartPolicy: Always}
    - {name: i1, image: a, restartPolicy: Always}
  containers:
    - {name: c2, image: a}
    - {name: c3, image: a}
"""
Stage = Literal["opens", "serves"]


class Wait(NamedTuple):
    waiter: Container
    stage: Stage
    awaited: Container


def spec() -> PodSpec:
    return next(pods_of(decode(load(TEXT)[0])[0].object)).spec


def found(*waits: tuple[int, Stage, int]) -> list[list[str | None]]:
    pod = spec()
    order = [*pod.init_containers, *pod.containers]
    values = [Wait(order[waiter], stage, order[awaited]) for waiter, stage, awaited in waits]
    return [
        [cycle[0].waiter.name, *(wait.awaited.name for wait in cycle)]
        for cycle in cycles(pod, values)
    ]


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        ([(0, "opens", 2)], [["i0", "c2"]]),
        ([(0, "opens", 1)], [["i0", "i1"]]),
        ([(2, "opens", 3)], [["c2", "c3"]]),
        ([(1, "opens", 0), (0, "serves", 2)], [["i1", "i0", "c2"]]),
        ([(0, "opens", 0), (0, "serves", 3)], [["i0", "i0", "c3"]]),
        ([(0, "opens", 2), (1, "opens", 2)], [["i0", "c2"], ["i1", "c2"]]),
    ],
)
def test_a_gate_that_waits_for_a_later_container_never_opens(
    waits: list[tuple[int, Stage, int]], expected: list[list[str]]
) -> None:
    assert found(*waits) == expected


@pytest.mark.parametrize(
    "waits",
    [
        [],
        [(1, "opens", 0)],
        [(0, "opens", 0)],
        [(3, "opens", 2)],
        [(0, "serves", 2)],
        [(2, "serves", 3), (3, "serves", 2)],
        [(1, "opens", 0), (0, "serves", 0)],
    ],
)
def test_waits_for_earlier_containers_end(waits: list[tuple[int, Stage, int]]) -> None:
    assert found(*waits) == []
