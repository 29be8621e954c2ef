"""The form that filters the findings; the script shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from podlint.finding.report import Finding
from podlint.finding.severity import Severity
from podlint.report.html.element import BREAK, Content, Html, element, joined

__all__ = ["filters"]


def filters(findings: Sequence[Finding], files: Iterable[str]) -> Html:
    """Fields for severity, text, rule, file, namespace and overlay; only fields that can filter.

    Args:
        findings: The findings.
        files: The names of the files, as the page has them.
    """
    return joined(
        (
            element(
                "form",
                element("h2", "Filter"),
                *_fields(findings, files),
                element("button", "Show all", type="reset"),
                element("output", "", role="status"),
                id="filter",
                hidden="hidden",
            ),
            BREAK,
        )
    )


def _fields(findings: Sequence[Finding], files: Iterable[str]) -> Iterator[Content]:
    severities = {each.severity for each in findings}
    if len(severities) > 1:
        boxes = (_box(each.value) for each in reversed(Severity) if each in severities)
        yield element("fieldset", element("legend", "Severity"), *boxes)
    yield element(
        "label",
        "Text ",
        element("input", type="search", name="text", placeholder="message, path, field"),
    )
    yield _choice("Rule", "rule", (each.rule for each in findings))
    yield _choice("File", "file", files)
    yield _choice("Namespace", "namespace", (_namespace(each) for each in findings))
    yield _choice("Overlay", "builds", (built.build for each in findings for built in each.builds))


def _namespace(finding: Finding) -> str:
    return (finding.object and finding.object.namespace) or ""


def _box(severity: str) -> Html:
    box = element("input", type="checkbox", name="severity", value=severity, checked="checked")
    return element("label", box, f" {severity}")


def _choice(title: str, name: str, values: Iterable[str]) -> Content:
    known = sorted({each for each in values if each})
    if not known:
        return ""
    options = (element("option", each, value=each) for each in known)
    choice = element("select", element("option", "all", value=""), *options, name=name)
    return element("label", f"{title} ", choice)
