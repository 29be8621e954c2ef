"""SARIF 2.1.0, as GitHub code scanning and editors read it.

The standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; what GitHub asks
for: "SARIF support for code scanning" in its documentation.
"""

from __future__ import annotations

import json
import re
from typing import Any

import sarif_om as om

from podlint.document import Span
from podlint.document.visible import visible
from podlint.finding.internal_error import InternalError
from podlint.finding.report import Finding, ReadError, Report
from podlint.finding.suppression import SuppressionKind
from podlint.report.builds import sentence_on_builds
from podlint.report.sarif_json import plain
from podlint.report.sarif_location import ROOT, Files
from podlint.report.sarif_rule import LEVELS, descriptor
from podlint.report.view import View
from podlint.version import HOMEPAGE, VERSION

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_FIRST_RELATED = 1
_IN_SOURCE = (SuppressionKind.COMMENT, SuppressionKind.ANNOTATION)
_BRACKET, _ESCAPED = re.compile(r"[\\\[\]]"), r"\\\g<0>"
_LINK = re.compile(r"\\*\[(?=.*\]\()", re.DOTALL)
"""What begins, or may begin, a link in a message (3.11.6), and the backslashes before it."""


def render(report: Report, view: View) -> str:
    """The findings as one run, worst first, because GitHub shows only the first 5,000.

    Files are named from the repository's root. Suppressed findings are left out unless the view
    shows them: GitHub would open alerts for them. The text holds no time, machine or absolute path
    (but of files outside the repository), so that equal runs yield equal text.

    Raises:
        KeyError: `View.rules` lacks the rule of a finding.
    """
    return json.dumps(plain(_log(report, view)), indent=2, sort_keys=True) + "\n"


def _log(report: Report, view: View) -> Any:
    files = Files.of(report, view.repository)
    findings = sorted(view.shown(report), key=_order)
    found = {finding.rule for finding in findings}
    known = {rule.name: rule for rule in view.rules}
    rules = [known[name].rule for name in sorted(found)]
    indices = {rule.name: index for index, rule in enumerate(rules)}
    results = [_result(each, indices[each.rule], files) for each in findings]
    if view.show_suppressed:
        # All results of a run say whether they are suppressed, or none does (3.27.23).
        for finding, result in zip(findings, results, strict=True):
            result.suppressions = _suppressions(finding)
    driver = om.ToolComponent(
        name="podlint",
        information_uri=HOMEPAGE,
        version=VERSION,
        semantic_version=VERSION,
        rules=[descriptor(rule, view.link_to(rule.name)) for rule in rules],
    )
    run = om.Run(
        tool=om.Tool(driver=driver),
        invocations=[_invocation(report, files)],
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


def _result(finding: Finding, rule_index: int, files: Files) -> Any:
    return om.Result(
        rule_id=finding.rule,
        rule_index=rule_index,
        level=LEVELS[finding.severity],
        message=_message(finding),
        locations=[
            om.Location(
                physical_location=files.physical(finding.location),
                logical_locations=_logical(finding),
            )
        ],
        related_locations=[
            om.Location(
                id=number,
                message=_text(each.message),
                physical_location=files.physical(each.location),
            )
            for number, each in enumerate(finding.related, _FIRST_RELATED)
        ]
        or None,
        partial_fingerprints=_fingerprints(finding, files),
        properties=_properties(finding),
    )


def _properties(finding: Finding) -> dict[str, list[str]] | None:
    if not finding.builds:
        return None
    builds = (
        f"{each.build} {each.object}" if each.object else each.build for each in finding.builds
    )
    return {"builds": [visible(each) for each in builds]}


def _message(finding: Finding) -> Any:
    """Message and help, with links to the related locations (3.11.6): GitHub shows no others."""
    links = ", ".join(
        f"[{_BRACKET.sub(_ESCAPED, visible(each.message))}]({number})"
        for number, each in enumerate(finding.related, _FIRST_RELATED)
    )
    text = _plain(finding.advice)
    stop = "" if text.endswith((".", "?")) else "."
    more = [_plain(sentence_on_builds(finding)), f"See {links}." if links else ""]
    return om.Message(text=" ".join(filter(None, [f"{text}{stop}", *more])) if any(more) else text)


def _text(message: str) -> Any:
    return om.Message(text=_plain(message))


def _plain(message: str) -> str:
    """A message that quotes manifests, in which no link begins."""
    return _LINK.sub(lambda found: 2 * found[0][:-1] + "\\[", visible(message))


def _logical(finding: Finding) -> list[Any] | None:
    if finding.object is None or not finding.field:
        return None
    field = visible(finding.field)
    name = f"{visible(str(finding.object))} {field}"
    return [om.LogicalLocation(name=field, fully_qualified_name=name, kind="property")]


def _fingerprints(finding: Finding, files: Files) -> dict[str, str]:
    fingerprints = {"podlintIdentity/v1": finding.identity}
    line_hash = files.line_hash(finding.location)
    return {"primaryLocationLineHash": line_hash, **fingerprints} if line_hash else fingerprints


def _suppressions(finding: Finding) -> list[Any]:
    if finding.suppressed is None:
        return []
    suppressed = finding.suppressed
    kind = "inSource" if suppressed.kind in _IN_SOURCE else "external"
    properties = {
        "kind": suppressed.kind.value,
        "until": suppressed.until and suppressed.until.isoformat(),
        "owner": visible(suppressed.owner),
        "ticket": visible(suppressed.ticket),
    }
    return [
        om.Suppression(
            kind=kind,
            state="accepted",
            justification=visible(suppressed.reason) or None,
            properties={name: value for name, value in properties.items() if value},
        )
    ]


def _invocation(report: Report, files: Files) -> Any:
    """Whether podlint could do its work, and what it did not check."""
    errors = [_failure(each, files) for each in report.errors]
    skipped = [
        _notification("note", str(each), each.path, files, each.line) for each in report.left_out
    ]
    return om.Invocation(
        execution_successful=not errors,
        tool_execution_notifications=errors + skipped or None,
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
        message=_text(message),
        locations=[om.Location(physical_location=place)],
    )
