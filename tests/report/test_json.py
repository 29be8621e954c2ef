"""The report as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from podlint import Config, Report, lint_text
from podlint.authoring import Container, Problem, Severity, rule
from podlint.report import View, render

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: a
      image: nginx
    - name: b
      image: httpd
"""


@rule(severity=Severity.WARNING, since="0.1", symptom="none", bad=POD, good=POD)
def without_tag(container: Container) -> Iterator[Problem]:
    """An image has no tag."""
    at = container.at / "image"
    if container.name == "a":
        yield Problem("no tag", at=at, why="It may change.", help="Write `nginx:1`.")
    else:
        yield Problem("no tag", at=at)


def data(report: Report) -> dict[str, Any]:
    written = json.loads(render(report, "json", View(Config())))
    assert isinstance(written, dict)
    return written


def test_a_finding_has_three_parts_of_which_two_may_be_null() -> None:
    first, second = data(lint_text(POD, rules=[without_tag]))["findings"]
    parts = ("message", "why", "help")
    assert [first[part] for part in parts] == ["no tag", "It may change.", "Write `nginx:1`."]
    assert [second[part] for part in parts] == ["no tag", None, None]


def test_the_schema_and_the_names_are_those_that_are_promised() -> None:
    report = data(lint_text(POD, rules=[without_tag]))
    assert report["schema"] == "podlint-report/2"
    assert set(report) == {
        "schema", "version", "kubernetes_version", "findings", "skipped", "errors", "summary",
        "unjudged", "files", "builds", "since",
    }  # fmt: skip
    assert set(report["findings"][0]) == {
        "rule", "severity", "message", "why", "help", "path", "line", "column", "end_line",
        "end_column", "field", "pointer", "object", "container", "related", "fix", "suppressed",
        "identity", "fingerprint", "builds", "note",
    }  # fmt: skip
    assert set(report["summary"]) == {
        "files", "pods", "error", "warning", "info", "suppressed", "fail_on", "failed",
        "unchecked", "suppressed_by",
    }  # fmt: skip


def test_another_format_is_refused() -> None:
    with pytest.raises(KeyError, match="xml"):
        render(Report(()), "xml", View(Config()))
