"""How much of a quota workloads need."""

from __future__ import annotations

from typing import Any

import pytest

from podlint.admission.quota_sums import counted, excesses, excesses_of_all, stuck_updates
from podlint.reading.file import read_text
from podlint.reading.unit import Unit
from podlint.relations.object_set import ObjectSet

QUOTA = "apiVersion: v1\nkind: ResourceQuota\nmetadata: {{name: q}}\nspec: {{hard: {hard}, scopes: {scopes}}}\n---\n"  # fmt: skip
SPEC = "{{containers: [{{name: a, image: a, resources: {{requests: {{cpu: 1}}}}}}], restartPolicy: {policy}{more}}}"  # fmt: skip
TEMPLATE = "template: {{metadata: {{labels: {{a: b}}}}, spec: {spec}}}"


def workload(kind: str, name: str = "web", fields: str = "", more: str = "") -> str:
    policy = "Never" if kind in ("Job", "CronJob") else "Always"
    spec = SPEC.format(policy=policy, more=more)
    version = "batch/v1" if kind in ("Job", "CronJob") else "apps/v1"
    head = f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: {name}}}\nspec:"
    template = TEMPLATE.format(spec=spec)
    if kind == "CronJob":
        return f"{head} {{schedule: '0 0 * * *', jobTemplate: {{spec: {{{fields} {template}}}}}}}\n"
    selector = "" if kind == "Job" else "selector: {matchLabels: {a: b}}, "
    return f"{head} {{{selector}{fields} {template}}}\n"


def objects_of(*texts: str, hard: str, scopes: str = "[]") -> ObjectSet:
    text = QUOTA.format(hard=hard, scopes=scopes) + "---\n".join(texts)
    return Unit.alone([read_text("web.yaml", text)], complete=True).objects


def found(objects: ObjectSet, what: Any) -> list[tuple[str, str, int]]:
    return [
        (each.name, str(each.need), each.pods)
        for quota, needed in counted(objects)
        for each in what(quota, needed)
    ]


@pytest.mark.parametrize(
    ("text", "hard", "expected"),
    [
        (workload("Deployment", fields="replicas: 3,"), "{requests.cpu: 2}", [("requests.cpu", "3", 3)]),
        (workload("Deployment", fields="replicas: 3,"), "{requests.cpu: 3}", []),
        (workload("StatefulSet", fields="replicas: 2, serviceName: a,"), "{cpu: 1500m}", [("cpu", "2", 2)]),
        (workload("DaemonSet"), "{cpu: 1}", []),
        (workload("DaemonSet"), "{cpu: 500m}", [("cpu", "1", 1)]),
        (workload("Deployment", fields="replicas: 0,"), "{pods: 0}", [("pods", "1", 1)]),
        (workload("Job", fields="completions: 9, parallelism: 2,"), "{cpu: 2}", []),
        (workload("Job", fields="completions: 9, parallelism: 3,"), "{cpu: 2}", [("cpu", "3", 3)]),
        (workload("Job", fields="completions: 2, parallelism: 9,"), "{cpu: 2}", []),
        (workload("Job", fields="parallelism: 3,"), "{cpu: 2}", [("cpu", "3", 3)]),
        (workload("Job", fields="completions: 9,"), "{count/pods: 8}", [("count/pods", "9", 9)]),
        (workload("Job", fields="completions: 9,"), "{pods: 8}", []),
        (workload("CronJob", fields="parallelism: 3,"), "{pods: 2}", [("pods", "3", 3)]),
        (workload("Deployment"), "{requests.memory: 0, limits.cpu: 0, services: 0}", []),
    ],
)  # fmt: skip
def test_one_workload(text: str, hard: str, expected: list[tuple[str, str, int]]) -> None:
    assert found(objects_of(text, hard=hard), excesses) == expected


@pytest.mark.parametrize(
    ("scope", "more", "is_counted"),
    [
        ("Terminating", "", False),
        ("Terminating", ", activeDeadlineSeconds: 60", True),
        ("NotTerminating", "", True),
        ("NotTerminating", ", activeDeadlineSeconds: 60", False),
        ("NotBestEffort", "", True),
        ("BestEffort", "", False),
        ("PriorityClass", "", False),
        ("PriorityClass", ", priorityClassName: high", True),
        ("CrossNamespacePodAffinity", "", False),
    ],
)
def test_a_scope_decides_which_pods_count(scope: str, more: str, is_counted: bool) -> None:
    objects = objects_of(workload("Deployment", more=more), hard="{pods: 0}", scopes=f"[{scope}]")
    assert bool(found(objects, excesses)) is is_counted


def test_the_default_class_counts_for_scopes() -> None:
    default = "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: usual}\nvalue: 1\nglobalDefault: true\n"  # fmt: skip
    pod = workload("Deployment")
    assert found(objects_of(pod, default, hard="{pods: 0}", scopes="[PriorityClass]"), excesses)


def test_workloads_together() -> None:
    two = workload("Deployment", "a", "replicas: 2,"), workload("StatefulSet", "b", "replicas: 2, serviceName: b,")  # fmt: skip
    assert found(objects_of(*two, hard="{pods: 3}"), excesses_of_all) == [("pods", "4", 4)]
    assert found(objects_of(*two, hard="{pods: 4}"), excesses_of_all) == []
    assert found(objects_of(*two, hard="{pods: 1}"), excesses_of_all) == []
    same = workload("Deployment", "a", "replicas: 2,"), workload("Deployment", "a", "replicas: 2,")
    assert found(objects_of(*same, hard="{pods: 3}"), excesses_of_all) == []
    idle = workload("CronJob", "a"), workload("DaemonSet", "b"), workload("Deployment", "c")
    assert found(objects_of(*idle, hard="{pods: 1}"), excesses_of_all) == []


@pytest.mark.parametrize(
    ("fields", "hard", "is_stuck"),
    [
        ("replicas: 3,", "{pods: 3}", True),
        ("replicas: 3,", "{pods: 4}", False),
        ("replicas: 4,", "{pods: 4}", False),
        ("replicas: 3, strategy: {type: Recreate},", "{pods: 3}", False),
        ("replicas: 3, strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}},", "{pods: 3}", False),
        ("replicas: 0,", "{pods: 0}", False),
        ("replicas: 3,", "{pods: 2}", False),
    ],
)  # fmt: skip
def test_an_update_needs_one_more_pod(fields: str, hard: str, is_stuck: bool) -> None:
    objects = objects_of(workload("Deployment", fields=fields), hard=hard)
    assert bool(found(objects, stuck_updates)) is is_stuck


def test_the_autoscaler_decides_the_number() -> None:
    scaler = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 9}\n"  # fmt: skip
    objects = objects_of(workload("Deployment", fields="replicas: 7,"), scaler, hard="{pods: 1}")
    ((quota, needed),) = counted(objects)
    (excess,) = excesses(quota, needed)
    assert excess.pods == 2
    at = excess.demands[0].count.at
    assert at is not None
    assert at.path == ("spec", "minReplicas")
