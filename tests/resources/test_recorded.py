"""podlint.resources on recorded objects: what Kubernetes 1.37.2 computes for each."""

from __future__ import annotations

import functools
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

from podlint.document import Document
from podlint.models import Container, Pod, Quantity, decode
from podlint.models.server_defaults import is_pod_level
from podlint.models.workloads import PodTarget, pods_of
from podlint.resources import effective, limit_of
from podlint.version import KUBERNETES_VERSION

FOLDER = Path(__file__).parents[1] / "golden" / "resources"
SAMPLE = FOLDER / "sample.json.gz"
TARGETED = 86
"""Objects at the end of the sample that are there for single branches."""
LISTS = ("requests", "limits", "aggregate_requests", "aggregate_limits")


@functools.cache
def sample() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    with gzip.open(SAMPLE) as file:
        return [(obj, answer) for obj, answer in json.load(file)]


def test_requests_limits_quality_and_scheduled_amounts_are_those_of_kubernetes() -> None:
    for obj, answer in sample():
        assert answer_about(obj) == answer, obj


def test_each_version_computes_in_its_own_way() -> None:
    with gzip.open(FOLDER / "versions.json.gz") as file:
        recorded = json.load(file)
    for obj, answers in recorded:
        for version, answer in answers.items():
            assert answer_about(obj, version) == answer, (version, obj)
    assert len(recorded) == 300


def answer_about(
    obj: dict[str, Any] | Pod | PodTarget, version: str = KUBERNETES_VERSION
) -> dict[str, Any]:
    found = effective(obj, kubernetes_version=version)
    said = {
        which: {name: amount.canonical for name, amount in getattr(found, which).items()}
        for which in LISTS
    }
    return {**said, "qos": found.qos, "scheduled": found.scheduled}


def target_of(obj: dict[str, Any]) -> PodTarget:
    (decoded,) = decode(Document.of(obj))
    (target,) = pods_of(decoded.object)
    return target


def few() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every fifth of the drawn objects, and the targeted ones, which are the last."""
    return [*sample()[:-TARGETED:5], *sample()[-TARGETED:]]


def test_models_and_pods_of_any_owner_are_answered_as_data_is() -> None:
    for obj, answer in few():
        target = target_of(obj)
        assert answer_about(target) == answer, obj
        if isinstance(target.owner, Pod):
            assert answer_about(target.owner) == answer, obj
            assert answer_about({"spec": obj["spec"]}) == answer, obj
    assert effective(Pod()).steps[-1].requests == {}
    built = Pod.model_validate(
        {"spec": {"initContainers": [{"resources": {"limits": {"cpu": "2"}}}]}}
    )
    assert effective(built).requests == {"cpu": Quantity.parse("2")}


def test_what_cannot_be_decoded_is_left_out() -> None:
    # In 1.37 limits of the Pod as a whole depend on whether all containers have some.
    for obj, _ in few():
        if obj["kind"] != "Pod":
            continue
        odd = {"resources": {"requests": {"cpu": "much"}, "limits": [1]}, "name": 3}
        spec = {**obj["spec"], "containers": [*obj["spec"]["containers"], 3, odd]}
        found = answer_about({**obj, "spec": spec}, "1.36")
        assert {**found, "qos": ""} == {**answer_about(obj, "1.36"), "qos": ""}, obj
        assert [each.name for each in effective({"spec": spec}).containers[-2:]] == ["", ""]
    for nothing in ({"kind": "Deployment", "spec": {"template": []}}, {"spec": [1]}, {"spec": 3}):
        assert answer_about(nothing) == {
            **{which: {} for which in LISTS},
            "qos": "BestEffort",
            "scheduled": {},
        }


def test_steps_name_what_runs_beside_what() -> None:
    for obj, _ in few():
        spec, found = target_of(obj).spec, effective(obj)
        sidecars: list[str | None] = []
        for container, step in zip(spec.init_containers, found.steps, strict=False):
            assert step.container is not None
            assert step.container.name == container.name
            assert [each.name for each in step.alongside] == sidecars
            sidecars += [container.name] if container.sort == "sidecar" else []
        assert found.running.container is None
        apps = [each.name for each in spec.containers]
        assert [each.name for each in found.running.alongside] == [*sidecars, *apps]


def test_the_running_pod_decides_where_a_step_of_the_start_needs_as_much() -> None:
    ties = 0
    for obj, _ in sample():
        found = effective(obj)
        for name, amount in found.aggregate_requests.items():
            decides = found.deciding(name)
            tie = decides and found.running.requests.get(name) == amount
            assert decides is found.running if tie else decides is not found.running
            ties += bool(tie)
    assert ties > 100


def test_the_limit_of_a_container_is_its_own_or_that_of_its_pod() -> None:
    seen: Counter[str] = Counter()
    for obj, _ in few():
        spec = target_of(obj).spec
        for field, containers in (
            ("containers", spec.containers),
            ("initContainers", spec.init_containers),
        ):
            for index, container in enumerate(containers):
                paths = (f"{field}.{index}.resources.limits.memory", "resources.limits.memory")
                holders = (container.resources, spec.resources)
                limits = [each.limits.get("memory") if each else None for each in holders]
                expected = [
                    (str(limit), path)
                    for limit, path in zip(limits, paths, strict=True)
                    if limit and limit.nano > 0
                ][:1]
                found = limit_of(container, "memory")
                assert (
                    [(str(found[0]), ".".join(map(str, found[1].path[len(spec.at.path) :])))]
                    == expected
                    if found
                    else not expected
                )
                seen[expected[0][1][:1] if expected else "none"] += 1
    assert min(seen.values()) > 20
    assert limit_of(Container(), "memory") is None
    least = {"resources": {"limits": {"memory": "1n"}}}
    assert limit_of(
        target_of(
            {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [least]}}
        ).spec.containers[0],
        "memory",
    )


def test_what_the_start_alone_keeps_reserved() -> None:
    kept = 0
    for obj, _ in sample():
        found = effective(obj)
        expected = {}
        for name, amount in found.aggregate_requests.items():
            running = found.running.requests.get(name, Quantity())
            of_the_pod = name in found.pod_requests and is_pod_level(name)
            if amount > running and not of_the_pod:
                expected[name] = amount - running
        assert found.start_up_only == expected
        kept += len(expected)
    assert kept > 100


def test_a_pod_is_only_given_requests_that_pods_can_have() -> None:
    for obj, _ in few():
        for name in effective(obj).pod_requests:
            own = target_of(obj).spec.resources
            assert is_pod_level(name) or (own and name in own.requests)


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
