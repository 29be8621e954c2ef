"""A finding as a result of SARIF (3.27)."""

from __future__ import annotations

import re
from typing import Any

import sarif_om as om

from podlint.document.visible import visible
from podlint.finding.report import Finding
from podlint.finding.suppression import SuppressionKind
from podlint.report.builds import sentence_on_builds
from podlint.report.fix_edits import FixEdits
from podlint.report.sarif_location import Files
from podlint.report.sarif_rule import LEVELS

__all__ = ["result", "suppressions", "text"]

_FIRST_RELATED = 1
_IN_SOURCE = (SuppressionKind.COMMENT, SuppressionKind.ANNOTATION)
_BRACKET, _ESCAPED = re.compile(r"[\\\[\]]"), r"\\\g<0>"
_LINK = re.compile(r"\\*\[(?=.*\]\()", re.DOTALL)
"""What begins, or may begin, a link in a message (3.11.6), and the backslashes before it."""


def result(finding: Finding, rule_index: int, files: Files, fixes: FixEdits) -> Any:
    """The result for a finding.

    Args:
        finding: The finding.
        rule_index: The position of its rule in the list of rules.
        files: The files of the report.
        fixes: The fixes of the report.
    """
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
                message=text(each.message),
                physical_location=files.physical(each.location),
            )
            for number, each in enumerate(finding.related, _FIRST_RELATED)
        ]
        or None,
        code_flows=[_flow(finding, files)] if finding.steps else None,
        fixes=_fixes(finding, files, fixes) or None,
        partial_fingerprints=_fingerprints(finding, files),
        properties=_properties(finding),
    )


def _flow(finding: Finding, files: Files) -> Any:
    """The place and what follows from it, step by step (3.36)."""
    steps = [(finding.message, finding.location)]
    steps += [(each.message, each.location) for each in finding.related]
    return om.CodeFlow(
        thread_flows=[
            om.ThreadFlow(
                locations=[
                    om.ThreadFlowLocation(
                        execution_order=number,
                        location=om.Location(
                            message=text(said), physical_location=files.physical(location)
                        ),
                    )
                    for number, (said, location) in enumerate(steps, 1)
                ]
            )
        ]
    )


def _fixes(finding: Finding, files: Files, fixes: FixEdits) -> list[Any]:
    """The fix, for editors; GitHub does not read it."""
    edits, path = fixes.of(finding), finding.location.path
    if finding.fix is None or not edits:
        return []
    replacements = [
        om.Replacement(
            deleted_region=files.region(path, each.span),
            inserted_content=om.ArtifactContent(text=each.text) if each.text else None,
        )
        for each in edits
    ]
    change = om.ArtifactChange(artifact_location=files.artifact(path), replacements=replacements)
    fix = finding.fix.fix
    return [
        om.Fix(
            description=text(fix.title),
            artifact_changes=[change],
            properties={"safe": fix.safe},
        )
    ]


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
    said = _plain(finding.advice)
    stop = "" if said.endswith((".", "?")) else "."
    more = [_plain(sentence_on_builds(finding)), f"See {links}." if links else ""]
    return om.Message(text=" ".join(filter(None, [f"{said}{stop}", *more])) if any(more) else said)


def text(message: str) -> Any:
    """A message that quotes manifests."""
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


def suppressions(finding: Finding) -> list[Any]:
    """What suppresses a finding (3.35); empty if nothing does."""
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
