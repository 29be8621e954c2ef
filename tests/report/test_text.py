"""The report for people."""

from __future__ import annotations

from collections.abc import Iterator

from podlint import Config, lint_text
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
    yield Problem(
        f"image `{container.image}` has no tag",
        at=container.at / "image",
        why="Tomorrow it may be another one.",
        help=f"Write `{container.image}:1`.",
    )


def test_what_to_write_is_told_each_time_and_why_once_for_each_rule() -> None:
    report = lint_text(POD, name="pod.yaml", rules=[without_tag])
    found, _ = render(report, "text", View(Config())).split("\n\n")
    assert found.splitlines() == [
        "pod.yaml:8:14 warning: image `nginx` has no tag [without-tag]",
        "  8 |       image: nginx",
        "    |              ^^^^^",
        "  help: Write `nginx:1`.",
        "  why: Tomorrow it may be another one.",
        "pod.yaml:10:14 warning: image `httpd` has no tag [without-tag]",
        "  help: Write `httpd:1`.",
    ]


def test_a_line_of_the_concise_report_is_the_message_alone() -> None:
    report = lint_text(POD, name="pod.yaml", rules=[without_tag])
    assert render(report, "concise", View(Config())).splitlines() == [
        "pod.yaml:8:14: warning: image `nginx` has no tag [without-tag]",
        "pod.yaml:10:14: warning: image `httpd` has no tag [without-tag]",
    ]
