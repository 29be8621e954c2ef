"""Compares what podlint says of Pods on nodes with what a scheduler says."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from podlint import Config, lint_text
from podlint.reading.file import read_text
from podlint.reading.unit import object_set
from podlint.targets.placed_pod import PlacedPod

from .cluster import CREATED, runtime_class
from .draw import CLASSES, Drawn

Object = dict[str, Any]

_ALONE, _CROWD = "never-scheduled", "replicas-exceed-nodes"
_REASON = re.compile(r"(\d+) (.+)")
_BOUND = re.compile(r"only (\d+) of (\d+) replicas can run")


def judge(drawn: Drawn, answers: list[Object]) -> tuple[Counter[str], list[str]]:
    """What the comparison gives, counted by its outcome, and what podlint says wrongly."""
    config = Config(
        nodes=drawn.groups,
        nodes_complete=True,
        select=(_ALONE, _CROWD),
        kubernetes_version="1.36",
    )
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for pod, replicas, said in zip(drawn.pods, drawn.replicas, answers, strict=True):
        if said["status"] != CREATED:
            counts["refused"] += 1
            continue
        found = _findings(pod, replicas, config)
        never = _ALONE in found
        if never and said["placed"]:
            wrong.append(f"{drawn.name}: {json.dumps(pod)}\n{found}\n{said}\n{drawn.groups}")
        if never:
            counts["right never" if not said["placed"] else "wrong never"] += 1
            if _tells_all(drawn):
                same = _our_reasons(pod, drawn, config) == _reasons(said["message"])
                counts["right reasons" if same else "other reasons"] += 1
        elif not said["placed"]:
            counts["missed never"] += 1
            counts[f"missed: {_first_reason(said)}"] += 1
        elif replicas > 1:
            _judge_crowd(found, replicas, said, counts, wrong, drawn, pod)
        else:
            counts["right placed"] += 1
    return counts, wrong


def _judge_crowd(
    found: dict[str, Any],
    replicas: int,
    said: Object,
    counts: Counter[str],
    wrong: list[str],
    drawn: Drawn,
    pod: Object,
) -> None:
    match = _BOUND.match(found[_CROWD].message) if _CROWD in found else None
    if match is None:
        counts["missed bound" if said["placed"] < replicas else "right without bound"] += 1
    elif said["placed"] > int(match[1]):
        counts["wrong bound"] += 1
        wrong.append(f"{drawn.name}: {json.dumps(pod)}\n{match[0]}\n{said}\n{drawn.groups}")
    else:
        counts["right bound"] += 1
        counts["exact bound" if said["placed"] == int(match[1]) else "loose bound"] += 1


def _findings(pod: Object, replicas: int, config: Config) -> dict[str, Any]:
    """podlint's findings by the names of their rules."""
    if replicas > 1:
        labels = {"app": pod["metadata"]["labels"]["app"]}
        pod = {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {"name": pod["metadata"]["name"], "namespace": "default"},
            "spec": {
                "replicas": replicas,
                "selector": {"matchLabels": labels},
                "template": {
                    "metadata": {"labels": pod["metadata"]["labels"]},
                    "spec": pod["spec"],
                },
            },
        }
    report = lint_text(_text(pod), config=config)
    assert not report.errors, report.errors
    return {each.rule: each for each in report.findings}


def _reasons(message: str) -> Counter[str]:
    """The reasons in a condition of a Pod, with the number of nodes for each."""
    _, _, rest = message.partition(" nodes are available: ")
    listed = rest.partition(" no new claims")[0].partition(". preemption")[0].rstrip(".")
    return Counter({m[2]: int(m[1]) for each in listed.split(", ") if (m := _REASON.match(each))})


def _first_reason(said: Object) -> str:
    return ", ".join(sorted(_reasons(said["message"]))) or said["message"][:60]


def _tells_all(drawn: Drawn) -> bool:
    """Whether the settings describe the nodes completely."""
    return not any(each["labels"] or each["amounts"] for each in drawn.hidden)


def _our_reasons(pod: Object, drawn: Drawn, config: Config) -> Counter[str]:
    """podlint's reasons, with the number of nodes for each."""
    objects = object_set((read_text("pod.yaml", _text(pod)),), complete=False)
    placed = PlacedPod.of(next(objects.pods()), config.known_nodes, objects)
    assert placed
    counts = {each["name"]: each["count"] for each in drawn.groups}
    found: Counter[str] = Counter()
    for group, obstacle in placed.obstacles:
        for each in obstacle.reasons:
            found[each] += counts[group.name]
    return found


def _text(pod: Object) -> str:
    classes = [runtime_class(name, fields) for name, fields in CLASSES.items()]
    return "\n---\n".join(json.dumps(each) for each in (pod, *classes))
