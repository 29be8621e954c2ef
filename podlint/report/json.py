"""The report as one JSON object, schema ``podlint-report/2``."""

from __future__ import annotations

import json
from typing import Any

from podlint.document import Span
from podlint.finding.internal_error import InternalError
from podlint.finding.report import Finding, Location, ObjectReference, ReadError, Report
from podlint.finding.suppression import Suppression
from podlint.report.fix_edits import FixEdits
from podlint.report.totals import Totals
from podlint.report.view import View
from podlint.version import KUBERNETES_VERSION, VERSION

SCHEMA = "podlint-report/2"


def render(report: Report, view: View) -> str:
    """The whole report, suppressed findings included."""
    return json.dumps(as_data(report, view), indent=2) + "\n"


def as_data(report: Report, view: View) -> dict[str, Any]:
    """The report as plain data; positions are 1-based and count code points, ends exclusive."""
    totals, fixes = Totals(view.config), FixEdits(report)
    totals.add(report.findings)
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "kubernetes_version": view.config.kubernetes_version or KUBERNETES_VERSION,
        "findings": [finding_data(each, fixes, view) for each in report.findings],
        **unchecked_data(report),
        "builds": list(report.builds),
        "files": [
            {"path": each.path, "objects": each.objects, "pods": each.pods}
            for each in report.checked
        ],
        "errors": [error_data(each) for each in report.errors],
        "summary": totals.summary(report),
        "since": since_data(report),
    }


def unchecked_data(report: Report) -> dict[str, list[dict[str, Any]]]:
    """What was not checked, as documents and as parts of documents."""
    return {
        "skipped": [
            {
                "path": each.path,
                "document": each.document,
                "line": each.line,
                "reason": each.reason,
                "cause": each.cause,
                "chart": each.chart or None,
            }
            for each in report.skipped
        ],
        "unjudged": [
            {
                "path": each.path,
                "line": each.line,
                "field": each.field,
                "reason": each.reason,
                "cause": each.cause,
            }
            for each in report.unjudged
        ],
    }


def since_data(report: Report) -> dict[str, Any] | None:
    """The commit since which the report has findings."""
    since = report.since
    if since is None:
        return None
    return {"revision": since.revision, "commit": since.commit, "older": since.older}


def error_data(error: ReadError) -> dict[str, Any]:
    """A file that could not be checked completely."""
    internal = error if isinstance(error, InternalError) else None
    return {
        "path": error.path,
        "message": error.message,
        "internal": internal is not None,
        "rule": internal and internal.rule,
        "object": internal and _object(internal.object),
    }


def _object(target: ObjectReference | None) -> dict[str, Any] | None:
    if target is None:
        return None
    return {
        "api_version": target.api_version,
        "kind": target.kind,
        "namespace": target.namespace,
        "name": target.name,
        "labels": dict(target.labels),
    }


def finding_data(finding: Finding, fixes: FixEdits, view: View) -> dict[str, Any]:
    """A finding, with its fix as edits and as a JSON Patch."""
    note = view.note_on(finding.rule)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "why": finding.why,
        "help": finding.help,
        "note": note and {"text": note.text, "link": note.link},
        **_location(finding.location),
        "field": finding.field,
        "pointer": finding.pointer,
        "object": _object(finding.object),
        "container": finding.container,
        "related": [
            {"message": each.message, **_location(each.location)} for each in finding.related
        ],
        "builds": [
            {"build": each.build, "folder": each.folder, "object": _object(each.object)}
            for each in finding.builds
        ],
        "fix": _fix(finding, fixes),
        "suppressed": finding.suppressed and _suppression(finding.suppressed),
        "identity": finding.identity,
        "fingerprint": finding.fingerprint,
    }


def _suppression(suppression: Suppression) -> dict[str, Any]:
    return {
        "kind": suppression.kind.value,
        "reason": suppression.reason,
        "until": suppression.until and suppression.until.isoformat(),
        "owner": suppression.owner or None,
        "ticket": suppression.ticket or None,
    }


def _fix(finding: Finding, fixes: FixEdits) -> dict[str, Any] | None:
    """The fix as text edits and as a JSON Patch."""
    edits = fixes.of(finding)
    if finding.fix is None or edits is None:
        return None
    return {
        "title": finding.fix.fix.title,
        "safe": finding.fix.fix.safe,
        "edits": [{**_span(each.span), "text": each.text} for each in edits],
        "json_patch": list(finding.fix.json_patch),
    }


def _location(location: Location) -> dict[str, Any]:
    return {"path": location.path, **_span(location.span)}


def _span(span: Span | None) -> dict[str, int | None]:
    names = ("line", "column", "end_line", "end_column")
    return dict(zip(names, span or (None,) * 4, strict=True))
