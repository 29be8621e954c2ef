"""Explanations as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from podlint.document.visible import harmless_json
from podlint.explain.amounts import why_quality
from podlint.explain.findings import findings_as_data
from podlint.explain.obstacles import Obstacle
from podlint.explain.pod import Explanation, PodExplanation
from podlint.explain.pod_security import LEVELS, CheckResult, PodSecurity
from podlint.file_access.overview import MountAccess
from podlint.lifecycle import Bounds, Timeline
from podlint.models import Quantity
from podlint.resources import PodResources

SCHEMA = "podlint-explain/1"


def render(explanations: Sequence[Explanation]) -> str:
    """The explanations of files; ends with a line break."""
    return harmless_json(json.dumps(as_data(explanations), indent=2) + "\n")


def as_data(explanations: Sequence[Explanation]) -> dict[str, Any]:
    """The explanations as plain data. Times are seconds, as `[least, most]`."""
    return {
        "schema": SCHEMA,
        "pods": [_pod(each, pod) for each in explanations for pod in each.pods],
        "skipped": [
            {"path": each.path, "document": each.document, "line": each.line, "reason": each.reason}
            for explanation in explanations
            for each in explanation.skipped
        ],
        "errors": [
            {"path": each.path, "message": each.message}
            for explanation in explanations
            for each in explanation.errors
        ],
    }


def _pod(explanation: Explanation, pod: PodExplanation) -> dict[str, Any]:
    return {
        "path": explanation.path,
        "line": pod.line,
        "build": pod.build or None,
        "object": pod.object,
        "partial": pod.partial,
        "containers": [
            {"name": each.name, "sort": each.sort, "image": each.image} for each in pod.containers
        ],
        "findings": findings_as_data(pod.findings, explanation.sources),
        "obstacles": [_obstacle(each) for each in pod.obstacles],
        "resources": _resources(pod),
        "life": _life(pod.life),
        "notes": pod.notes,
        "pod_security": _pod_security(pod.pod_security),
        "file_access": [_file_access(each) for each in pod.file_access],
    }


def _obstacle(obstacle: Obstacle) -> dict[str, Any]:
    span = obstacle.finding.location.span
    return {
        "step": obstacle.step,
        "status": obstacle.status,
        "certain": obstacle.sure,
        "container": obstacle.container.name if obstacle.container else None,
        "rule": obstacle.finding.rule,
        "line": span.start_line if span else None,
    }


def _file_access(access: MountAccess) -> dict[str, Any]:
    return {
        "container": access.container.name,
        "mount": access.path,
        "volume": access.volume,
        "user": access.user,
        "reads": access.reads,
        "writes": access.writes,
        "mode": f"{access.mode:04o}",
    }


def _resources(pod: PodExplanation) -> dict[str, Any]:
    found = pod.resources
    return {
        "requests": _amounts(found.requests),
        "limits": _amounts(found.limits),
        "scheduled": found.scheduled,
        "overhead": _amounts(found.overhead),
        "steps": [
            {
                "container": each.container.name if each.container else None,
                "beside": [one.name for one in each.alongside],
                "requests": _amounts(each.requests),
                "limits": _amounts(each.limits),
            }
            for each in found.steps
        ],
        "decided_by": {name: _decided_by(found, name) for name in found.requests},
        "start_up_only": _amounts(found.start_up_only),
        "qos": found.qos,
        "why_qos": why_quality(found, pod.own_resources),
    }


def _decided_by(found: PodResources, name: str) -> str:
    """The step that determines a request: `init migrate`."""
    step = found.deciding(name)
    if step is None:
        return "the Pod as a whole"
    return f"{step.container.sort} {step.container.name}" if step.container else "running"


def _amounts(amounts: Mapping[str, Quantity]) -> dict[str, str]:
    return {name: str(amount) for name, amount in amounts.items()}


def _life(life: Timeline) -> dict[str, Any]:
    return {
        "ready": _bounds(life.ready),
        "deadline": life.deadline,
        "circle": life.circle,
        "phases": life.phases,
        "gone": life.gone,
        "containers": [
            {
                "name": start.container.name,
                "gate": start.gate,
                "begins": _bounds(start.begins),
                "ready": _bounds(start.ready),
                "killed_unless_up": _bounds(start.budget),
                "hung_is_gone": _bounds(start.hang),
                "restart_policy": ending.policy,
                "after_success": ending.on_success,
                "after_failure": ending.on_failure,
            }
            for start, ending in zip(life.starts, life.endings, strict=True)
        ],
        "shut_down": [
            {
                "name": each.container.name,
                "pre_stop": _bounds(each.hook),
                "signal": each.signal,
                "signalled": _bounds(each.signalled),
                "left": _bounds(each.left),
                "killed": each.killed,
            }
            for each in life.stops
        ],
    }


def _bounds(bounds: Bounds | None) -> list[int | None] | None:
    """The lower and the upper bound in seconds; None instead of an upper bound if there is none."""
    return None if bounds is None else [bounds.least, bounds.most]


def _pod_security(part: PodSecurity) -> dict[str, Any]:
    return {
        "version": part.version,
        "levels": {
            each.level: {
                "allowed": each.allowed,
                "first_change": each.history[1][0] if len(each.history) > 1 else None,
                "history": [
                    {"from": version, "allowed": allowed} for version, allowed in each.history
                ],
            }
            for each in part.levels
        },
        "checks": [_check(each) for each in part.checks],
        "missing_for_restricted": [each.check for each in part.missing],
        "namespace": [
            {
                "namespace": each.namespace,
                "mode": each.mode,
                "standard": each.standard,
                "allowed": each.allowed,
            }
            for each in part.asked
            if each.namespace is not None
        ],
        "settings": [
            {"mode": each.mode, "standard": each.standard, "allowed": each.allowed}
            for each in part.asked
            if each.namespace is None
        ],
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "check": check.check,
        "control": check.control,
        **dict(zip(LEVELS, check.allowed, strict=True)),
        "messages": check.messages,
        "fields": [{"field": each.field, "line": each.line} for each in check.fields],
    }
