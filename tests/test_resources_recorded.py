"""podlint.resources on recorded objects: what Kubernetes 1.36.3 computes for each."""

from __future__ import annotations

import functools
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

from podlint.resources import effective

SAMPLE = Path(__file__).parent / "golden" / "resources" / "sample.json.gz"
LISTS = ("requests", "limits", "aggregate_requests", "aggregate_limits")


@functools.cache
def sample() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    with gzip.open(SAMPLE) as file:
        return [(obj, answer) for obj, answer in json.load(file)]


def test_requests_limits_quality_and_scheduled_amounts_are_those_of_kubernetes() -> None:
    for obj, answer in sample():
        found = effective(obj)
        said = {
            which: {name: amount.canonical for name, amount in getattr(found, which).items()}
            for which in LISTS
        }
        assert {**said, "qos": found.qos, "scheduled": found.scheduled} == answer, obj


def test_each_step_is_a_part_of_what_the_containers_need_together() -> None:
    """The aggregates are decided by the steps; what stays reserved is what no step of the end needs."""
    for obj, _ in sample():
        found = effective(obj)
        for which in ("requests", "limits"):
            together = getattr(found, f"aggregate_{which}")
            steps = [getattr(step, which) for step in found.steps]
            assert together.keys() == {name for step in steps for name in step}
            for name, amount in together.items():
                assert amount == max(step[name] for step in steps if name in step)
        for name, amount in found.start_up_only.items():
            step = found.deciding(name)
            assert step is not None
            assert step.container is not None
            assert step.requests[name] == found.running.requests.get(name, amount - amount) + amount


def test_the_sample_has_seen_the_arithmetic() -> None:
    kinds = Counter(obj["kind"] for obj, _ in sample())
    assert len(sample()) >= 1_500
    assert set(kinds) == {"Pod", "Deployment", "PodTemplate", "ReplicationController", "CronJob"}
    classes = Counter(answer["qos"] for _, answer in sample())
    assert min(classes[each] for each in ("Guaranteed", "Burstable", "BestEffort")) >= 100
    decided = Counter(
        "start" if step and step.container else "running" if step else "pod"
        for obj, _ in sample()
        for found in [effective(obj)]
        for step in map(found.deciding, found.requests)
    )
    assert min(decided.values()) >= 200
