"""Words that all formats of an explanation share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from podlint.finding.severity import Severity
from podlint.report.view import counts, plural

if TYPE_CHECKING:
    from podlint.explain.pod import Explanation, PodExplanation
    from podlint.finding.report import Finding

__all__ = [
    "PARTIAL",
    "SORTS",
    "container_counts",
    "count_words",
    "not_explained",
    "short",
    "worst_first",
]

PARTIAL = (
    "This is only a part of a Pod. Missing values may be set elsewhere, for example by a patch."
)

SORTS = {"init": "init container", "sidecar": "sidecar", "app": "app container"}
"""What Kubernetes' documentation calls each sort of container."""


def short(text: str, most: int) -> str:
    """The text, cut to `most` characters with an ellipsis if it is longer."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def count_words(findings: Sequence[Finding]) -> str:
    """How many findings of each severity there are: `1 error, 2 warnings`; empty if none."""
    return ", ".join(
        plural(number, "note" if severity is Severity.INFO else severity.value)
        for severity, number in counts(tuple(findings)).items()
        if number
    )


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """The findings by severity, and otherwise in their order."""
    return sorted(findings, key=lambda each: -each.severity.rank)


def container_counts(pod: PodExplanation) -> list[str]:
    """`count_words` for each container of a Pod."""
    return [
        count_words([found for found in pod.counted if each.name and found.container == each.name])
        for each in pod.containers
    ]


def not_explained(explanation: Explanation) -> Iterator[str]:
    """Documents without Pods and their reasons: `rbac.yaml:3: no Pod: kind Role (also line 20)`."""
    lines: dict[str, list[int]] = {}
    for each in explanation.skipped:
        lines.setdefault(each.reason, []).append(each.line)
    for reason, (first, *others) in lines.items():
        word = "line" if len(others) == 1 else "lines"
        also = f" (also {word} {', '.join(map(str, others))})" if others else ""
        yield f"{explanation.path}:{first}: {reason}{also}"
