"""JUnit XML, which Jenkins, GitLab, Azure Pipelines and others show as test results.

Each file is a suite. A finding that fails the run is a failed case. A finding that does not is a
case that passes and prints the finding. A file without findings is one case that passes.

The schema: junit-10.xsd of Jenkins' xUnit plugin, the strictest one in use.
"""

from __future__ import annotations

from collections import defaultdict
from xml.etree import ElementTree as ET

from podlint.config.layers import fails
from podlint.finding.report import Finding, ReadError, Report
from podlint.report.builds import sentence_on_builds
from podlint.report.concise import line, place
from podlint.report.named_files import in_repository
from podlint.report.view import View

_CHECKED = "checked"


def render(report: Report, view: View) -> str:
    """The report as XML 1.0 in UTF-8."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    errors: dict[str, list[ReadError]] = defaultdict(list)
    for finding in view.shown(report):
        findings[finding.location.path].append(finding)
    for error in report.errors:
        errors[error.path].append(error)
    root = ET.Element("testsuites", name="podlint")
    for path in sorted({*(each.path for each in report.checked), *findings, *errors}):
        root.append(_suite(path, findings[path], errors[path], view))
    _count(root, list(root.iter("testcase")))
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _suite(path: str, findings: list[Finding], errors: list[ReadError], view: View) -> ET.Element:
    name = in_repository(path, view.repository)
    cases = [_case(name, each, view) for each in findings]
    for error in errors:
        case = ET.Element("testcase", name="podlint failed", classname=name)
        ET.SubElement(case, "error", message=error.message, type="podlint-failed")
        cases.append(case)
    suite = ET.Element("testsuite", name=name)
    suite.extend(cases or [ET.Element("testcase", name=_CHECKED, classname=name)])
    _count(suite, list(suite))
    return suite


def _case(name: str, finding: Finding, view: View) -> ET.Element:
    span = finding.location.span
    at = f"{span.start_line}:{span.start_column}" if span else finding.field
    case = ET.Element("testcase", name=f"{finding.rule} at {at}", classname=name)
    parts = (f"{place(finding)}: {finding.severity}", finding.why, finding.help)
    text = "\n".join(each for each in (*parts, sentence_on_builds(finding)) if each)
    if finding.suppressed:
        ET.SubElement(case, "skipped", message=f"suppressed by {finding.suppressed}")
    elif fails(view.config, finding):
        failure = ET.SubElement(case, "failure", message=finding.message, type=finding.rule)
        failure.text = text
    else:
        ET.SubElement(case, "system-out").text = line(finding)
    return case


def _count(element: ET.Element, cases: list[ET.Element]) -> None:
    element.set("tests", str(len(cases)))
    for attribute, tag in (("failures", "failure"), ("errors", "error")):
        element.set(attribute, str(sum(each.find(tag) is not None for each in cases)))
