"""The report as one JSON object, schema ``podlint-report/2``."""

from __future__ import annotations

import json
from typing import Any

from podlint.config.layers import fails
from podlint.document import EditRefused, Span, replacements
from podlint.document.redaction import Source
from podlint.finding.internal_error import InternalError
from podlint.finding.report import Finding, LocatedFix, Location, ObjectReference, ReadError, Report
from podlint.finding.suppression import Suppression
from podlint.report.view import View, counts
from podlint.version import KUBERNETES_VERSION, VERSION

SCHEMA = "podlint-report/2"


def render(report: Report, view: View) -> str:
    """The whole report, suppressed findings included."""
    return json.dumps(as_data(report, view), indent=2) + "\n"


def as_data(report: Report, view: View) -> dict[str, Any]:
    """The report as plain data; positions are 1-based and count code points, ends exclusive."""
    counted = report.counted
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "kubernetes_version": view.config.kubernetes_version or KUBERNETES_VERSION,
        "findings": [_finding(each, report, view) for each in report.findings],
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
        "builds": list(report.builds),
        "files": [
            {"path": each.path, "objects": each.objects, "pods": each.pods}
            for each in report.checked
        ],
        "errors": [_error(each) for each in report.errors],
        "summary": {
            "files": report.files,
            "pods": report.pods,
            **{severity.value: number for severity, number in counts(counted).items()},
            "suppressed": len(report.findings) - len(counted),
            "suppressed_by": {kind.value: n for kind, n in report.count_suppressed().items()},
            "unchecked": {cause.value: n for cause, n in report.count_unchecked().items()},
            "fail_on": view.config.fail_on,
            "failed": any(fails(view.config, each) for each in counted),
        },
        "since": report.since
        and {
            "revision": report.since.revision,
            "commit": report.since.commit,
            "older": report.since.older,
        },
    }


def _error(error: ReadError) -> dict[str, Any]:
    internal = error if isinstance(error, InternalError) else None
    return {
        "path": error.path,
        "message": error.message,
        "internal": internal is not None,
        "rule": internal and internal.rule,
        "object": internal and _object(internal.object),
    }


def _object(target: ObjectReference | None) -> dict[str, str | None] | None:
    if target is None:
        return None
    return {
        "api_version": target.api_version,
        "kind": target.kind,
        "namespace": target.namespace,
        "name": target.name,
    }


def _finding(finding: Finding, report: Report, view: View) -> dict[str, Any]:
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
        "fix": finding.fix and _fix(finding.fix, report.source_of(finding.location.path)),
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


def _fix(located: LocatedFix, source: Source) -> dict[str, Any] | None:
    """The fix as text edits and as a JSON Patch.

    None if the text cannot be edited so, or if the edits show a secret: ``--fix`` makes them.
    """
    fix, text = located.fix, source.text
    edits = replacements(text, [(located.document, edit) for edit in fix.edits]) if text else ()
    if isinstance(edits, EditRefused) or located.secret:
        return None
    if any(source.redaction.text(each.text) != each.text for each in edits):
        return None
    return {
        "title": fix.title,
        "safe": fix.safe,
        "edits": [{**_span(each.span), "text": each.text} for each in edits],
        "json_patch": list(located.json_patch),
    }


def _location(location: Location) -> dict[str, Any]:
    return {"path": location.path, **_span(location.span)}


def _span(span: Span | None) -> dict[str, int | None]:
    names = ("line", "column", "end_line", "end_column")
    return dict(zip(names, span or (None,) * 4, strict=True))
