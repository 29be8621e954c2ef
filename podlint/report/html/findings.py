"""The findings of a report as lists in HTML, one for each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from podlint.finding.report import Finding
from podlint.report.builds import named_builds
from podlint.report.html.element import BREAK, Content, Html, element, joined, with_code
from podlint.report.named_files import in_repository
from podlint.report.view import View, plural

__all__ = ["by_file"]

_BETWEEN_PATHS = "//"
"""What no path of a build contains."""


def by_file(
    findings: Iterable[Finding], view: View, drawn: Mapping[str, Sequence[tuple[str, Html]]]
) -> Iterator[Html]:
    """A section for each file, with the findings in the order of the report.

    Args:
        findings: The findings.
        view: How to show the report.
        drawn: For each file the names and drawings of its Pods, which open on demand.
    """
    repository = view.repository
    for path, group in groupby(findings, key=lambda each: each.location.path):
        items = [_finding(each, view) for each in group]
        name = in_repository(path, repository)
        title = element(
            "h3", element("code", name), " ", element("small", plural(len(items), "finding"))
        )
        pods = (_pod(pod, drawing) for pod, drawing in drawn.get(path, ()))
        parts = (title, *pods, element("ol", BREAK, *items))
        yield element("section", *parts, class_="file", data_file=name)
        yield BREAK


def _pod(name: str, drawing: Html) -> Html:
    """The drawing of a Pod, which a browser lays out only when it is opened."""
    title = element("summary", "Start and requests of ", element("code", name))
    return joined((element("details", title, drawing, class_="pod"), BREAK))


def _finding(finding: Finding, view: View) -> Html:
    item = element(
        "li",
        *_parts(finding, view),
        class_=finding.severity.value,
        data_rule=finding.rule,
        data_namespace=(finding.object and finding.object.namespace) or "",
        data_builds=_BETWEEN_PATHS.join(each.build for each in finding.builds),
    )
    return joined((item, BREAK))


def _parts(finding: Finding, view: View) -> Iterator[Content]:
    span = finding.location.span
    severity = finding.severity.value
    place = f"line {span.start_line}, column {span.start_column}" if span else finding.field
    link = element("a", finding.rule, href=view.link_to(finding.rule))
    badge = element("span", severity, class_="badge")
    yield element("p", badge, " ", place, " ", link, class_="place")
    yield element("p", *with_code(finding.message), class_="message")
    if finding.excerpt and span:
        yield _excerpt(finding)
    for title, text in (("Help", finding.help), ("Why", finding.why)):
        if text:
            yield element("p", element("b", f"{title}: "), *with_code(text))
    if built := named_builds(finding):
        yield element("p", element("b", "Built by: "), built)
    if finding.fix:
        safety = "" if finding.fix.fix.safe else " --unsafe-fixes"
        yield element(
            "p",
            element("b", "Fix: "),
            *with_code(finding.fix.fix.title),
            " (",
            element("code", f"--fix{safety}"),
            ")",
        )
    if finding.suppressed:
        yield element("p", element("b", "Suppressed by: "), str(finding.suppressed))


def _excerpt(finding: Finding) -> Html:
    """The line of the finding with its region marked; it scrolls if it is long."""
    excerpt, span = finding.excerpt, finding.location.span
    assert excerpt
    assert span
    number = element("span", f"{span.start_line} ", class_="number", aria_hidden="true")
    mark = element("mark", excerpt.marked)
    return element("pre", number, excerpt.before, mark, excerpt.after, tabindex="0")
