"""Which of a file's findings belong to which Pod, and their form as data."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from podlint.config.config import default_config
from podlint.document import Path
from podlint.document.field_path import pointer_text
from podlint.document.redaction import Source
from podlint.engine.build_tasks import Task
from podlint.engine.locate import reference_of
from podlint.finding.report import BuiltObject, Finding, Report
from podlint.models.workloads import PodTarget, pods_of
from podlint.reading.file import ReadFile
from podlint.report.json import as_data
from podlint.report.view import View

__all__ = ["findings_as_data", "findings_in_build", "findings_of"]


def findings_of(pod: PodTarget, file: ReadFile, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in the object that a Pod is in, in the order of `findings`.

    If the object holds several Pods, findings inside another Pod are left out, and those outside of
    all Pods belong to each of them.

    Args:
        pod: The Pod or template.
        file: The file that it is in.
        findings: The findings of the file, and possibly of others.
    """
    document = pod.owner.at.document
    starts = [each.line for each in file.documents]
    paths = [each.at.path for each in pods_of(pod.owner)]

    def belongs(finding: Finding) -> bool:
        span = finding.location.span
        if finding.location.path != file.path or span is None:
            return False
        if file.documents[bisect_right(starts, span.start_line) - 1] is not document:
            return False
        if not _inside(finding, pod.owner.at.path):
            return False
        holding = [path for path in paths if _inside(finding, path)]
        return not holding or pod.at.path == max(holding, key=len)

    return tuple(filter(belongs, findings))


def findings_in_build(
    task: Task, pod: PodTarget, findings: Iterable[Finding]
) -> tuple[Finding, ...]:
    """The findings in what is built that are in the object of a Pod.

    Args:
        task: What is built.
        pod: The Pod or template.
        findings: The findings in builds.
    """
    owner = BuiltObject(task.name, reference_of(pod.owner), task.folder)
    return tuple(each for each in findings if owner in each.builds)


def _inside(finding: Finding, path: Path) -> bool:
    pointer = pointer_text(path)
    return f"{finding.pointer}/".startswith(f"{pointer}/")


def findings_as_data(
    findings: Sequence[Finding], sources: tuple[Source, ...]
) -> list[dict[str, Any]]:
    """Findings in the form of `podlint check --format json`."""
    report = Report(tuple(findings), sources=sources)
    found: list[dict[str, Any]] = as_data(report, View(default_config()))["findings"]
    return found
