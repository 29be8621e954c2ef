"""The findings of a Pod, on the page."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.explain.html_table import faint
from podlint.explain.pod import PodExplanation
from podlint.explain.words import count_words, worst_first
from podlint.finding.report import Finding
from podlint.report.html.element import BREAK, Content, Html, element, joined, with_code
from podlint.report.view import plural

__all__ = ["findings_part"]


def findings_part(pod: PodExplanation) -> Html:
    """The findings, each with severity, message, help, reason and place."""
    return element("div", *_parts(pod), class_="findings")


def _parts(pod: PodExplanation) -> Iterator[Content]:
    yield element("h3", "Findings of podlint check")
    if pod.counted:
        yield faint(count_words(pod.counted))
        yield element("ol", *(_finding(each) for each in worst_first(pod.counted)))
    else:
        yield element("p", "None with these settings.")
    if hidden := len(pod.findings) - len(pod.counted):
        yield faint(f"{plural(hidden, 'suppressed finding')} not shown.")
    yield BREAK


def _finding(finding: Finding) -> Html:
    severity, span = finding.severity.value, finding.location.span
    line = f", line {span.start_line}" if span else ""
    badge = element("span", severity, class_=f"badge {severity}")
    parts: list[Content] = [
        element("p", badge, line, ", ", element("small", finding.rule)),
        element("p", element("b", *with_code(finding.message))),
    ]
    if finding.help:
        parts.append(element("p", "Help: ", *with_code(finding.help)))
    if finding.why:
        parts.append(element("p", "Why: ", *with_code(finding.why)))
    if finding.field:
        parts.append(element("p", element("code", finding.field), class_="faint"))
    return joined((element("li", *parts, class_=severity), BREAK))
