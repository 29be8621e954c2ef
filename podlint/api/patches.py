"""The fixes of a report as one JSON Patch (RFC 6902) for each document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from podlint.document import JSON, EditRefused, json_patch, load
from podlint.finding.report import Finding, ObjectReference, Report
from podlint.fix import compatible, fixable
from podlint.startup.frozen import Frozen

__all__ = ["DocumentPatch", "document_patches"]


class DocumentPatch(Frozen):
    """The fixes of one document as a JSON Patch (RFC 6902).

    Attributes:
        path: The file, or ``objects[0]`` for the first object that was passed to `lint_objects`.
        document: The document's number within its file, from 0.
        object: The object in the document, if it is one.
        operations: The operations, to be applied in order to the document's data.
        findings: The findings that the patch fixes.
    """

    path: str
    document: int
    object: ObjectReference | None
    operations: tuple[Mapping[str, JSON], ...]
    findings: tuple[Finding, ...]


def document_patches(
    report: Report, data: Mapping[str, dict[str, Any] | None], unsafe: bool
) -> tuple[DocumentPatch, ...]:
    """The patches for the documents of a report, in the order of files and documents.

    Args:
        report: The report.
        data: The objects that were passed as data, by path. The other documents are read from the
            report's sources.
        unsafe: Include unsafe fixes.
    """
    grouped: dict[tuple[str, int], list[Finding]] = {}
    for finding in fixable(report.findings, unsafe):
        if finding.fix and not finding.fix.secret:
            key = finding.location.path, finding.fix.document
            grouped.setdefault(key, []).append(finding)
    return tuple(_patches(report, data, grouped))


def _patches(
    report: Report,
    data: Mapping[str, dict[str, Any] | None],
    grouped: Mapping[tuple[str, int], list[Finding]],
) -> Iterator[DocumentPatch]:
    read: dict[str, list[JSON]] = {path: [obj] for path, obj in data.items()}
    for (path, document), findings in sorted(grouped.items(), key=lambda each: each[0]):
        if path not in read:
            read[path] = [each.data for each in load(report.source_of(path).text)]
        fixed, operations = _combined(read[path][document], compatible(findings))
        if operations:
            yield DocumentPatch(path, document, fixed[0].object, operations, fixed)


def _combined(
    data: JSON, findings: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Mapping[str, JSON], ...]]:
    """The findings whose fixes can be made together, and the operations that make them."""
    fixed: list[Finding] = []
    operations: list[dict[str, Any]] = []
    for finding in findings:
        edits = [edit for each in (*fixed, finding) if each.fix for edit in each.fix.fix.edits]
        tried = json_patch(data, edits)
        if not isinstance(tried, EditRefused) and len(tried) > len(operations):
            fixed.append(finding)
            operations = tried
    return tuple(fixed), tuple(operations)
