"""GitLab's Code Quality report, which merge requests show.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format; GitLab shows only the
first of several findings with the same fingerprint.
"""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import Any

from podlint.finding.report import Finding, ReadError, Report
from podlint.finding.severity import Severity
from podlint.report.builds import sentence_on_builds
from podlint.report.named_files import in_repository
from podlint.report.view import View

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}
_FAILED = "podlint-failed"


def render(report: Report, view: View) -> str:
    """The findings that are not suppressed, and what could not be checked."""
    seen: Counter[str] = Counter()
    issues = [_issue(each, view, seen) for each in report.counted]
    issues += [_failure(each, view, seen) for each in report.errors]
    return json.dumps(issues, indent=2) + "\n"


def _issue(finding: Finding, view: View, seen: Counter[str]) -> dict[str, Any]:
    parts = (finding.message, finding.why, finding.help, sentence_on_builds(finding))
    span = finding.location.span
    begin = {"line": span.start_line, "column": span.start_column} if span else {"line": 1}
    end = {"line": span.end_line, "column": span.end_column} if span else {"line": 1}
    return {
        "type": "issue",
        "description": " ".join(_sentence(each) for each in parts if each),
        "check_name": finding.rule,
        "fingerprint": _unique(finding.fingerprint, seen),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": in_repository(finding.location.path, view.repository),
            "positions": {"begin": begin, "end": end},
        },
    }


def _failure(error: ReadError, view: View, seen: Counter[str]) -> dict[str, Any]:
    digest = sha256(f"{error.path}\0{error.message}".encode("utf-8", "surrogatepass"))
    return {
        "type": "issue",
        "description": error.message,
        "check_name": _FAILED,
        "fingerprint": _unique(digest.hexdigest()[:16], seen),
        "severity": "blocker",
        "location": {
            "path": in_repository(error.path, view.repository),
            "positions": {"begin": {"line": 1}},
        },
    }


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _unique(fingerprint: str, seen: Counter[str]) -> str:
    """The fingerprint, with a number for each repetition."""
    seen[fingerprint] += 1
    number = seen[fingerprint]
    return fingerprint if number == 1 else f"{fingerprint}-{number}"
