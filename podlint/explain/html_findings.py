"""The findings of a Pod, on the page."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.explain.html_element import BREAK, Content, Html, element, joined
from podlint.explain.html_table import faint
from podlint.explain.pod import PodExplanation
from podlint.explain.words import count_words
from podlint.finding.report import Finding
from podlint.report.view import plural

__all__ = ["findings_part"]


def findings_part(pod: PodExplanation) -> Html:
    """The findings, each with severity, message, help, reason and place."""
    return element("div", *_parts(pod), class_="findings")


def _parts(pod: PodExplanation) -> Iterator[Content]:
    yield element("h3", "Findings of podlint check")
    if pod.counted:
        yield faint(count_words(pod.counted))
        yield element("ol", *(_finding(each) for each in pod.counted))
    else:
        yield element("p", "None with these settings.")
    if hidden := len(pod.findings) - len(pod.counted):
        yield faint(f"{plural(hidden, 'suppressed finding')} not shown.")
    yield BREAK


def _finding(finding: Finding) -> Html:
    severity = finding.severity.value
    parts: list[Content] = [
        element("p", element("span", severity, class_=f"badge {severity}"), f" {finding.message}")
    ]
    if finding.help:
        parts.append(element("p", element("b", "Help: "), finding.help))
    if finding.why:
        parts.append(element("p", element("b", "Why: "), finding.why))
    span = finding.location.span
    place: list[Content] = [f"line {span.start_line}, " if span else ""]
    if finding.field:
        place += (element("code", finding.field), ", ")
    parts.append(element("p", joined(place), f"rule {finding.rule}", class_="faint"))
    return joined((element("li", *parts, class_=severity), BREAK))
