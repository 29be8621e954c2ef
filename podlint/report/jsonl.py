"""One JSON object on each line: findings, what was not checked, errors, and the totals at the end.

Each object has a ``type``: ``finding``, ``skipped``, ``unjudged``, ``error`` or ``summary``. The
other keys are those of the JSON report.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from podlint.finding.report import Report
from podlint.report.json import as_data
from podlint.report.view import View

_LISTS = {"findings": "finding", "skipped": "skipped", "unjudged": "unjudged", "errors": "error"}


def render(report: Report, view: View) -> str:
    """The report, one object a line, suppressed findings included."""
    return "".join(f"{json.dumps(each)}\n" for each in _objects(as_data(report, view)))


def _objects(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, sort in _LISTS.items():
        yield from ({"type": sort, **each} for each in data[name])
    of_run = ("schema", "version", "kubernetes_version", "builds", "since")
    yield {"type": "summary", **{name: data[name] for name in of_run}, **data["summary"]}
