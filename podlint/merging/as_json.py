"""Merged reports as a JSON report, which can be merged again.

It has all keys of the JSON report of ``podlint check``. In addition, each item of its lists has a
``repository``, and each finding has ``teams`` and a ``status``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from podlint.merging.merge import Merged, MergedFinding, Status
from podlint.merging.totals import Total, groups
from podlint.report.json import SCHEMA
from podlint.version import VERSION

__all__ = ["render"]


def render(report: Merged) -> str:
    """The report; closed findings are in a list of their own."""
    return json.dumps(_data(report), indent=2) + "\n"


def _data(report: Merged) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "kubernetes_version": ", ".join(report.kubernetes_versions),
        "findings": _findings(each for each in report.findings if each.status != Status.CLOSED),
        **{name: list(items) for name, items in report.parts.items()},
        "builds": list(report.builds),
        "summary": _summary(report),
        "since": None,
        "repositories": list(report.repositories),
        "partial": sorted(report.partial),
        "unlisted": list(report.unlisted),
        "totals": {
            name.lower(): [_total(each, report.compared) for each in totals]
            for name, totals in groups(report).items()
        },
        "closed": _findings(report.having(Status.CLOSED)) if report.compared else None,
        "not_compared": list(report.not_compared),
    }


def _findings(findings: Iterable[MergedFinding]) -> list[dict[str, Any]]:
    return [
        {
            **each.data,
            "repository": each.repository,
            "teams": list(each.teams),
            "status": each.status.value,
        }
        for each in findings
    ]


def _summary(report: Merged) -> dict[str, Any]:
    severities = Counter(each.finding.severity.value for each in report.counted)
    kinds = Counter(
        each.finding.suppressed.kind.value
        for each in report.having(Status.SUPPRESSED)
        if each.finding.suppressed
    )
    parts = (*report.parts["skipped"], *report.parts["unjudged"])
    causes = Counter(str(each["cause"]) for each in parts if each.get("cause"))
    return {
        "files": report.files,
        "pods": report.pods,
        **{name: severities[name] for name in ("error", "warning", "info")},
        "suppressed": sum(kinds.values()),
        "suppressed_by": dict(sorted(kinds.items())),
        "unchecked": dict(sorted(causes.items())),
        "fail_on": report.fail_on if report.fail_on != "new" else "never",
        "failed": report.failed,
    }


def _total(total: Total, compared: bool) -> dict[str, Any]:
    since = {"new": total.new, "closed": total.closed} if compared else {}
    return {
        "name": total.name,
        "error": total.error,
        "warning": total.warning,
        "info": total.info,
        "suppressed": total.suppressed,
        **since,
    }
