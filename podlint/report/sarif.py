"""SARIF 2.1.0, as GitHub code scanning and editors read it.

The standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; what GitHub asks
for: "SARIF support for code scanning" in its documentation.
"""

from __future__ import annotations

import json
from typing import Any

import sarif_om as om

from podlint.document import Span
from podlint.finding.internal_error import InternalError
from podlint.finding.report import Finding, ReadError, Report
from podlint.report.fix_edits import FixEdits
from podlint.report.sarif_json import plain
from podlint.report.sarif_location import ROOT, Files
from podlint.report.sarif_result import result, suppressions, text
from podlint.report.sarif_rule import descriptor
from podlint.report.view import View
from podlint.version import HOMEPAGE, VERSION

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

MOST = 5_000
"""The most results that GitHub shows of a run; it rejects a file with more than 25,000.

https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
"""


def render(report: Report, view: View) -> str:
    """At most `MOST` findings as one run, worst first, with a note on how many are left out.

    Files are named from the repository's root. Suppressed findings are left out unless the view
    shows them: GitHub would open alerts for them. The text holds no time, machine or absolute path
    (but of files outside the repository), so that equal runs yield equal text.

    Raises:
        KeyError: `View.rules` lacks the rule of a finding.
    """
    return json.dumps(plain(_log(report, view)), indent=2, sort_keys=True) + "\n"


def _log(report: Report, view: View) -> Any:
    files = Files.of(report, view.repository)
    ordered = sorted(view.shown(report), key=_order)
    findings = ordered[:MOST]
    found = {finding.rule for finding in findings}
    known = {rule.name: rule for rule in view.rules}
    rules = [known[name].rule for name in sorted(found)]
    indices = {rule.name: index for index, rule in enumerate(rules)}
    fixes = FixEdits(report)
    results = [result(each, indices[each.rule], files, fixes) for each in findings]
    if view.show_suppressed:
        # All results of a run say whether they are suppressed, or none does (3.27.23).
        for finding, each in zip(findings, results, strict=True):
            each.suppressions = suppressions(finding)
    driver = om.ToolComponent(
        name="podlint",
        information_uri=HOMEPAGE,
        version=VERSION,
        semantic_version=VERSION,
        rules=[descriptor(rule, view.link_to(rule.name)) for rule in rules],
    )
    run = om.Run(
        tool=om.Tool(driver=driver),
        automation_details=_category(view.config.category),
        invocations=[_invocation(report, files, len(ordered))],
        column_kind="utf16CodeUnits",
        newline_sequences=["\r\n", "\n", "\r"],
        original_uri_base_ids={
            ROOT: om.ArtifactLocation(description=om.Message(text="The root of the repository."))
        },
        results=results,
    )
    return om.SarifLog(version="2.1.0", schema_uri=SCHEMA, runs=[run])


def _order(finding: Finding) -> tuple[int, str, Span, str, str]:
    span = finding.location.span or Span(0, 0, 0, 0)
    return -finding.severity.rank, finding.location.path, span, finding.rule, finding.message


def _category(name: str) -> Any:
    """The run's automation details, whose category GitHub reads up to the last slash."""
    return om.RunAutomationDetails(id=f"{name.removesuffix('/')}/") if name else None


def _invocation(report: Report, files: Files, findings: int) -> Any:
    """Whether podlint could do its work, what it did not check, and what is left out here."""
    errors = [_failure(each, files) for each in report.errors]
    notes = [
        _notification("note", str(each), each.path, files, each.line) for each in report.left_out
    ]
    if words := too_many(findings):
        notes.insert(0, om.Notification(level="warning", message=text(words)))
    return om.Invocation(
        execution_successful=not errors,
        tool_execution_notifications=errors + notes or None,
    )


def too_many(findings: int) -> str:
    """Why a file does not have all findings; empty if it has."""
    if findings <= MOST:
        return ""
    return (
        f"SARIF contains the {MOST:,} most severe of {findings:,} findings, because GitHub shows "
        "no more; use another format for all"
    )


def _failure(error: ReadError, files: Files) -> Any:
    notification = _notification("error", error.message, error.path, files)
    if isinstance(error, InternalError):
        if error.rule:
            notification.associated_rule = om.ReportingDescriptorReference(id=error.rule)
        if error.object:
            logical = om.LogicalLocation(fully_qualified_name=str(error.object), kind="object")
            notification.locations[0].logical_locations = [logical]
    return notification


def _notification(
    level: str, message: str, path: str, files: Files, line: int | None = None
) -> Any:
    place = om.PhysicalLocation(
        artifact_location=files.artifact(path), region=line and om.Region(start_line=line)
    )
    return om.Notification(
        level=level,
        message=text(message),
        locations=[om.Location(physical_location=place)],
    )
