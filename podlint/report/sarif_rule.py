"""Rules as SARIF describes them (3.49), with the properties that GitHub reads."""

from __future__ import annotations

from typing import Any

import sarif_om as om

from podlint.finding.severity import Severity
from podlint.rule.pages import description
from podlint.rule.rule import Rule

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""SARIF's level for each severity."""

_PROBLEM_SEVERITIES = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}

_PRECISIONS = {Severity.ERROR: "very-high", Severity.WARNING: "high", Severity.INFO: "medium"}

_SECURITY_SEVERITIES = {"pss:baseline": "6.0", "pss:restricted": "3.0"}
"""GitHub's medium for a known way to the node, low for hardening.

All lie below 7: from there on GitHub's default is to fail a pull request.
"""


def descriptor(rule: Rule, link: str) -> Any:
    """A rule's reporting descriptor, with the address of the rule's page."""
    return om.ReportingDescriptor(
        id=rule.name,
        short_description=om.MultiformatMessageString(text=rule.summary),
        full_description=om.MultiformatMessageString(text=f"{rule.summary} {_symptom(rule)}"),
        help_uri=link,
        help=om.MultiformatMessageString(text=_help(rule), markdown=description(rule)),
        default_configuration=om.ReportingConfiguration(level=LEVELS[rule.severity]),
        properties=_properties(rule),
    )


def _symptom(rule: Rule) -> str:
    return f"What you see: {rule.symptom}."


def _help(rule: Rule) -> str:
    return "\n\n".join(filter(None, (rule.summary, _symptom(rule), rule.documentation)))


def _properties(rule: Rule) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "tags": [rule.subject.replace("_", "-"), *rule.standards],
        "precision": _PRECISIONS[rule.severity],
        "problem.severity": _PROBLEM_SEVERITIES[rule.severity],
    }
    security = [
        _SECURITY_SEVERITIES[each] for each in rule.standards if each in _SECURITY_SEVERITIES
    ]
    if security:
        properties["tags"].append("security")
        properties["security-severity"] = max(security, key=float)
    return properties
