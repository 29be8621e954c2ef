"""Explanations as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from podlint.explain.pod import Explanation, PodExplanation
from podlint.explain.pod_security import LEVELS, CheckResult, PodSecurity

SCHEMA = "podlint-explain/1"


def render(explanations: Sequence[Explanation]) -> str:
    """The explanations of files; ends with a line break."""
    return json.dumps(as_data(explanations), indent=2, ensure_ascii=False) + "\n"


def as_data(explanations: Sequence[Explanation]) -> dict[str, Any]:
    """The same as data."""
    return {
        "schema": SCHEMA,
        "pods": [_pod(each.path, pod) for each in explanations for pod in each.pods],
        "skipped": [
            {"path": each.path, "document": each.document, "line": each.line, "reason": each.reason}
            for explanation in explanations
            for each in explanation.skipped
        ],
    }


def _pod(path: str, pod: PodExplanation) -> dict[str, Any]:
    return {
        "path": path,
        "line": pod.line,
        "object": pod.object,
        "partial": pod.partial,
        "pod_security": _pod_security(pod.pod_security),
    }


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
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "check": check.check,
        "control": check.control,
        **dict(zip(LEVELS, check.allowed, strict=True)),
        "messages": check.messages,
        "fields": [{"field": each.field, "line": each.line} for each in check.fields],
    }
