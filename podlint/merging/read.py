"""Reads reports that ``podlint check`` wrote in the formats json and jsonl."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from podlint.document.encoding import UndecodableError, decoded
from podlint.errors import PodlintError
from podlint.finding.report import Finding
from podlint.merging.shape import ShapeError, checked, finding_of
from podlint.report.json import SCHEMA
from podlint.startup.frozen import Frozen

__all__ = ["LISTS", "PastReport", "UnreadableReportError", "read_report"]

LISTS = ("findings", "skipped", "unjudged", "errors", "files")
"""The lists of a report whose items have a path."""

_SORTS = {
    "finding": "findings",
    "skipped": "skipped",
    "unjudged": "unjudged",
    "error": "errors",
}
_AGAIN = "write it again with `podlint check --format json`"


class UnreadableReportError(PodlintError):
    """A file is not a report that can be merged; the message says where, and what to do."""


class PastReport(Frozen):
    """A report that was read.

    Attributes:
        data: The report as data; a line-by-line report has become lists.
        findings: Its findings, in the order of the data.
    """

    data: Mapping[str, Any]
    findings: tuple[Finding, ...]


def read_report(content: bytes) -> PastReport:
    """Read a report.

    Args:
        content: The bytes of a file: UTF-8, or the encoding of the byte order mark.

    Raises:
        UnreadableReportError: The bytes are not a report that podlint can merge.
    """
    try:
        text = decoded(content).text
    except UndecodableError as error:
        raise UnreadableReportError(f"{error}; {_AGAIN}") from error
    if not text.strip():
        raise UnreadableReportError(f"the report is empty; {_AGAIN}")
    data = _data(text)
    try:
        checked(data)
        return PastReport(data, tuple(map(finding_of, data["findings"])))
    except ShapeError as error:
        raise UnreadableReportError(f"{error}; {_AGAIN}") from error


def _data(text: str) -> dict[str, Any]:
    first = text.lstrip().partition("\n")[0]
    by_line = _is_line(first)
    data = _joined_lines(text) if by_line else _value(text, 1)
    if not isinstance(data, dict) or "schema" not in data:
        raise UnreadableReportError(f"this is not a podlint report: no key `schema`; {_AGAIN}")
    if data["schema"] != SCHEMA:
        given = json.dumps(data["schema"])[:40]
        message = f"unsupported schema {given}; expected `{SCHEMA}`; {_AGAIN} of this version"
        raise UnreadableReportError(message)
    return data


def _is_line(first: str) -> bool:
    """Whether the first line of a text is an object of a line-by-line report."""
    try:
        found = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("type") in (*_SORTS, "summary")


def _joined_lines(text: str) -> dict[str, Any]:
    lists: dict[str, list[Any]] = {name: [] for name in _SORTS.values()}
    summary: dict[str, Any] | None = None
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = _value(line, number)
        sort = found.pop("type", None) if isinstance(found, dict) else None
        if isinstance(sort, str) and sort in _SORTS:
            lists[_SORTS[sort]].append(found)
        elif sort == "summary":
            summary = found
    if summary is None:
        message = (
            f"line {len(lines)}: the report has no summary, so it is incomplete; let "
            "`podlint check --format jsonl` finish"
        )
        raise UnreadableReportError(message)
    totals = {name: summary.get(name) for name in ("files", "pods")}
    if not all(type(each) is int and each >= 0 for each in totals.values()):
        raise UnreadableReportError(f"the summary has no number of `files` and `pods`; {_AGAIN}")
    digest = sha256(json.dumps([lists, summary], sort_keys=True).encode()).hexdigest()[:16]
    kept = {name: value for name, value in summary.items() if name not in totals}
    unlisted = [{"repository": "", "report": digest, **totals}]
    return {**kept, **lists, "files": [], "unlisted": unlisted}


def _value(text: str, line: int) -> Any:
    """The JSON value.

    Args:
        text: The text.
        line: The line of the file on which it starts.
    """
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = f"line {line + error.lineno - 1}, column {error.colno}"
        words = f"{error.msg[:1].lower()}{error.msg[1:]}"
        cut = "; the file may be cut off" if error.pos >= len(text.rstrip()) else ""
        raise UnreadableReportError(f"{place}: invalid JSON: {words}{cut}; {_AGAIN}") from error
    except RecursionError as error:
        raise UnreadableReportError(
            f"line {line}: the JSON is nested too deeply; {_AGAIN}"
        ) from error
    except ValueError as error:
        raise UnreadableReportError(f"line {line}: invalid JSON: {error}; {_AGAIN}") from error


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON value")
