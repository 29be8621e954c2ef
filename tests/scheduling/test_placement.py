"""Which nodes suit a Pod, and the first reason why others do not."""

from __future__ import annotations

from typing import Any

import pytest
from scheduling.reading import pod, read

from podlint.config.config import Config
from podlint.config.nodes import NodeSettings
from podlint.models.toleration import Toleration
from podlint.scheduling.demand import demand_of
from podlint.scheduling.placement import obstacle
from podlint.scheduling.taints import Taint, tolerates
from podlint.targets.placed_pod import PlacedPod


def requests(**amounts: Any) -> Any:
    named = {name.replace("_", "/"): amount for name, amount in amounts.items()}
    return [{"name": "c", "image": "app:1", "resources": {"requests": named}}]


def first(spec: Any, node: Any, *others: Any) -> str | None:
    """The filter that a node does not pass; None if it suits the Pod."""
    target, objects = read(spec, *others)
    demand = demand_of(target, objects)
    assert demand
    found = obstacle(demand, NodeSettings(**node).group(1))
    return found.filter if found else None


TAINT = {"key": "gpu", "value": "yes", "effect": "NoSchedule"}
RUNTIME = {
    "apiVersion": "node.k8s.io/v1",
    "kind": "RuntimeClass",
    "metadata": {"name": "sandbox"},
    "handler": "sandbox",
    "overhead": {"podFixed": {"cpu": "500m"}},
    "scheduling": {"nodeSelector": {"sandbox": "yes"}, "tolerations": [{"key": "gpu", "operator": "Exists"}]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("spec", "node", "expected"),
    [
        ({}, {}, None),
        ({}, {"taints": [TAINT]}, "taint"),
        ({}, {"taints": [{**TAINT, "effect": "PreferNoSchedule"}]}, None),
        ({"nodeSelector": {"disk": "ssd"}}, {}, "labels"),
        ({"nodeSelector": {"disk": "ssd"}}, {"labels": {"disk": ["hdd", "ssd"]}}, None),
        ({"nodeSelector": {"topology.kubernetes.io/zone": "a"}}, {}, None),
        ({"nodeSelector": {"topology.kubernetes.io/zone": "a"}}, {"labels": {"topology.kubernetes.io/zone": "b"}}, "labels"),
        ({"nodeSelector": {"beta.kubernetes.io/os": "linux"}}, {"labels": {"kubernetes.io/os": "windows"}}, "labels"),
        ({"containers": requests(cpu="3")}, {}, None),
        ({"containers": requests(cpu="3")}, {"cpu": "2900m"}, "resources"),
        ({"containers": requests(memory="1Gi")}, {"cpu": 1, "memory": "1Gi"}, None),
        ({"containers": requests(nvidia_gpu=1)}, {}, "resources"),
        ({"containers": requests(nvidia_gpu=1)}, {"resources": {"nvidia/gpu": 1}}, None),
        ({"containers": requests(nvidia_gpu=1)}, {"resources": {"nvidia/gpu": 1}, "taints": [{"key": "nvidia/gpu", "effect": "NoSchedule"}]}, None),
        ({"containers": [{"name": "c", "image": "a", "resources": {"requests": {"cpu": "${CPU}"}, "limits": {"cpu": 9}}}]}, {"cpu": 1}, None),
        ({"tolerations": "${TOLERATIONS}"}, {"taints": [TAINT]}, None),
        ({"runtimeClassName": "unknown"}, {"taints": [TAINT]}, None),
        ({"topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "rack", "whenUnsatisfiable": "DoNotSchedule"}]}, {}, "spread"),
        ({"topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "rack", "whenUnsatisfiable": "ScheduleAnyway"}]}, {}, None),
        ({"affinity": {"podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "rack", "labelSelector": {}}]}}}, {}, "affinity"),
        ({"nodeSelector": {"disk": "ssd"}, "containers": requests(cpu="3")}, {"cpu": 1, "taints": [TAINT]}, "taint"),
        ({"nodeSelector": {"disk": "ssd"}, "containers": requests(cpu="3")}, {"cpu": 1}, "labels"),
    ],
)  # fmt: skip
def test_the_first_filter_that_does_not_pass(spec: Any, node: Any, expected: str | None) -> None:
    assert first(pod(**spec), node) == expected


def test_a_runtime_class_adds_overhead_conditions_and_tolerations() -> None:
    spec = pod(runtimeClassName="sandbox", containers=requests(cpu="700m"))
    labels = {"sandbox": "yes"}
    assert first(spec, {"taints": [TAINT], "labels": labels}, RUNTIME) is None
    assert first(spec, {}, RUNTIME) == "labels"
    assert first(spec, {"cpu": "1100m", "labels": labels}, RUNTIME) == "resources"
    assert first(spec, {"cpu": "1200m", "labels": labels}, RUNTIME) is None


def test_an_autoscaler_changes_requests() -> None:
    scaler = {
        "apiVersion": "autoscaling.k8s.io/v1",
        "kind": "VerticalPodAutoscaler",
        "metadata": {"name": "web"},
        "spec": {"targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}},
    }
    spec = pod("Deployment", containers=requests(cpu=9))
    assert first(spec, {"cpu": 1}) == "resources"
    assert first(spec, {"cpu": 1}, scaler) is None


@pytest.mark.parametrize(
    "spec", [{"nodeName": "a"}, {"nodeName": "${NODE}"}, {"schedulerName": "volcano"}]
)
def test_pods_that_the_default_scheduler_does_not_place(spec: Any) -> None:
    assert demand_of(*read(pod(**spec))) is None


@pytest.mark.parametrize(
    ("toleration", "matches"),
    [
        ({"operator": "Exists"}, True),
        ({"operator": "Exists", "effect": "NoExecute"}, False),
        ({"key": "gpu", "operator": "Exists"}, True),
        ({"key": "gpu", "value": "yes"}, True),
        ({"key": "gpu"}, False),
        ({"key": "gpu", "operator": "Equal", "value": "no"}, False),
        ({"key": "gpus", "operator": "Exists"}, False),
        ({"key": "gpu", "operator": "Likes", "value": "yes"}, False),
        ({"key": "gpu", "value": "{{ .Values.gpu }}"}, True),
    ],
)
def test_tolerations(toleration: Any, matches: bool) -> None:
    assert tolerates(Toleration(**toleration), Taint("gpu", "yes", "NoSchedule")) is matches


@pytest.mark.parametrize(("value", "matches"), [("4", True), ("5", False), ("x", False)])
def test_numeric_tolerations(value: str, matches: bool) -> None:
    toleration = Toleration(key="level", operator="Gt", value=value)
    assert tolerates(toleration, Taint("level", "5", "NoSchedule")) is matches


GROUPS = [
    {"name": "one", "count": 2, "cpu": 4, "labels": {"rack": "r1"}},
    {"name": "two", "count": 3, "cpu": 2, "labels": {"rack": "r2"}},
    {"name": "apart", "count": 1, "labels": {"rack": "r3"}, "taints": [TAINT]},
]


def placed(spec: Any, groups: Any = GROUPS) -> PlacedPod:
    target, objects = read(spec)
    found = PlacedPod.of(target, Config(nodes=groups, nodes_complete=True).known_nodes, objects)
    assert found
    return found


def apart(key: str, **more: Any) -> Any:
    term = {"topologyKey": key, "labelSelector": {"matchLabels": {"app": "web"}}, **more}
    return {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [term]}}


def spread(key: str, **more: Any) -> Any:
    return [
        {
            "maxSkew": 2,
            "topologyKey": key,
            "whenUnsatisfiable": "DoNotSchedule",
            "labelSelector": {"matchLabels": {"app": "web"}},
            **more,
        }
    ]


@pytest.mark.parametrize(
    ("spec", "most"),
    [
        ({"affinity": apart("kubernetes.io/hostname")}, 5),
        ({"affinity": apart("rack")}, 2),
        ({"affinity": apart("kubernetes.io/hostname"), "tolerations": [{"operator": "Exists"}]}, 6),
        ({"affinity": apart("absent")}, None),
        ({"affinity": apart("rack", namespaces=["other"])}, None),
        ({"affinity": apart("rack", namespaceSelector={"matchLabels": {"a": "b"}})}, None),
        ({"affinity": apart("rack", namespaceSelector={})}, 2),
        ({"affinity": apart("rack", mismatchLabelKeys=["pod-template-hash"])}, None),
        ({"containers": requests(cpu="1500m")}, 7),
        ({"containers": requests(cpu="3")}, 2),
        ({"topologySpreadConstraints": spread("rack")}, 4),
        ({"topologySpreadConstraints": spread("rack", nodeTaintsPolicy="Honor")}, None),
        ({"topologySpreadConstraints": spread("rack", nodeTaintsPolicy="Honor", minDomains=4)}, 4),
        ({"topologySpreadConstraints": spread("rack", labelSelector={})}, None),
        ({"topologySpreadConstraints": spread("rack", whenUnsatisfiable="ScheduleAnyway")}, None),
        ({"topologySpreadConstraints": spread("absent")}, None),
        ({"hostNetwork": True, "containers": [{"name": "c", "image": "a", "ports": [{"containerPort": 80}]}]}, 5),
        ({}, None),
    ],
)  # fmt: skip
def test_how_many_replicas_fit(spec: Any, most: int | None) -> None:
    bound = placed(pod("Deployment", **spec)).bound
    assert (bound.most if bound else None) == most


def test_no_bound_without_the_number_of_nodes() -> None:
    groups = [{"name": "one"}, {"name": "two", "count": 1}]
    spec = pod("Deployment", affinity=apart("kubernetes.io/hostname"))
    assert placed(spec, groups).bound is None


def test_a_daemon_set_runs_only_where_it_is_wanted() -> None:
    spec = pod("DaemonSet", nodeSelector={"rack": "r2"}, containers=requests(cpu=3))
    found = placed(spec)
    assert not found.suitable
    assert [(group.name, each.filter) for group, each in found.obstacles] == [("two", "resources")]
