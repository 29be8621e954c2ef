"""Merged reports as one page of HTML that needs no network: totals with bars, and all findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from podlint.merging.merge import Merged, MergedFinding, Status
from podlint.merging.totals import Total, groups
from podlint.merging.words import figures, headline, notes, titles
from podlint.report.html.element import BREAK, Content, Html, element, joined, page, with_code
from podlint.report.html.filters import filters
from podlint.report.html.script import SCRIPT
from podlint.report.html.style import STYLE
from podlint.report.view import plural
from podlint.version import HOMEPAGE, VERSION

__all__ = ["render"]

_STYLE = """\
.groups td { text-align: right; font-variant-numeric: tabular-nums; width: auto; }
.groups thead th + th { text-align: right; }
.groups td:last-child { width: 25%; }
.groups rect.error { fill: var(--error); }
.groups rect.warning { fill: var(--warning); }
.groups rect.info { fill: var(--info); }
"""
_SEVERITIES = ("error", "warning", "info")


def render(report: Merged) -> str:
    """The page; closed and suppressed findings are at its end, apart from the others."""
    return page("podlint merged report", STYLE + _STYLE, joined(_parts(report)), SCRIPT)


def _parts(report: Merged) -> Iterator[Content]:
    yield element("a", "Skip to the findings", href="#findings", class_="skip")
    title = element("h1", "podlint merged report")
    yield element("header", title, element("p", f"{headline(report)}."))
    yield BREAK
    yield element("main", BREAK, *_main(report))
    yield BREAK
    yield element("footer", f"podlint {VERSION}")
    yield BREAK


def _main(report: Merged) -> Iterator[Content]:
    yield _sums(report)
    for title, totals in groups(report).items():
        if totals:
            yield _table(title, totals, report)
            yield BREAK
    counted = report.counted
    if counted:
        yield filters([each.finding for each in counted], map(_file_name, counted))
    yield element("h2", "Findings", id="findings", tabindex="-1")
    yield from _by_file(counted)
    if not counted:
        yield element("p", "No problems found.")
    for status in (Status.CLOSED, Status.SUPPRESSED):
        if found := report.having(status):
            words = plural(len(found), f"{status} finding")
            title_of = element("summary", element("h2", words))
            yield element("details", title_of, *_by_file(found))
            yield BREAK
    if lines := [*notes(report)]:
        items = (joined((element("li", line), BREAK)) for line in lines)
        yield element("h2", "Notes")
        yield element("ul", BREAK, *items)
        yield BREAK


def _sums(report: Merged) -> Html:
    kinds = dict(zip(titles(report), figures(report), strict=True))
    classes = {"errors": "error", "warnings": "warning", "practices": "info"}
    items = (
        element("li", element("b", str(number)), f" {name}", class_=classes.get(name, name))
        for name, number in kinds.items()
    )
    return joined((element("ul", *items, class_="totals"), BREAK))


def _table(title: str, totals: Sequence[Total], report: Merged) -> Html:
    most = max(each.counted for each in totals)
    heads = (element("th", each, scope="col") for each in (title, *titles(report)))
    rows = (
        joined(
            (
                element(
                    "tr",
                    element("th", each.name, scope="row"),
                    *(element("td", str(number)) for number in figures(report, each)),
                    element("td", _bar(each, most), aria_hidden="true"),
                ),
                BREAK,
            )
        )
        for each in totals
    )
    head = element("thead", element("tr", *heads, element("td", "")))
    return joined(
        (
            element("h2", f"Findings by {title.lower()}"),
            element("table", head, element("tbody", BREAK, *rows), class_="groups"),
        )
    )


def _bar(total: Total, most: int) -> Html:
    """A bar with a piece for each severity."""
    pieces = []
    start = 0.0
    for severity in _SEVERITIES:
        width = getattr(total, severity) * 100 / most if most else 0.0
        pieces.append(
            element("rect", x=f"{start:.1f}%", width=f"{width:.1f}%", height="10", class_=severity)
        )
        start += width
    return element("svg", *pieces, width="100%", height="10")


def _by_file(findings: Iterable[MergedFinding]) -> Iterator[Html]:
    for name, group in groupby(findings, key=_file_name):
        items = [_item(each) for each in group]
        count = element("small", plural(len(items), "finding"))
        title = element("h3", element("code", name), " ", count)
        yield element("section", title, element("ol", BREAK, *items), class_="file", data_file=name)
        yield BREAK


def _file_name(each: MergedFinding) -> str:
    return f"{each.repository}: {each.finding.location.path}"


def _item(each: MergedFinding) -> Html:
    finding = each.finding
    item = element(
        "li",
        *_parts_of(each),
        class_=finding.severity.value,
        data_rule=finding.rule,
        data_namespace=(finding.object and finding.object.namespace) or "",
        data_builds="",
    )
    return joined((item, BREAK))


def _parts_of(each: MergedFinding) -> Iterator[Content]:
    finding = each.finding
    span = finding.location.span
    place = f"line {span.start_line}, column {span.start_column}" if span else finding.field
    new = " new" if each.status is Status.NEW else ""
    badge = element("span", f"{finding.severity}{new}", class_="badge")
    link = element("a", finding.rule, href=f"{HOMEPAGE}/rules/{finding.rule}/")
    yield element("p", badge, " ", place, " ", link, class_="place")
    yield element("p", *with_code(finding.message), class_="message")
    for title, text in (("Help", finding.help), ("Why", finding.why)):
        if text:
            yield element("p", element("b", f"{title}: "), *with_code(text))
    if each.teams:
        yield element("p", element("b", "Team: "), ", ".join(each.teams))
    if finding.suppressed:
        yield element("p", element("b", "Suppressed by: "), str(finding.suppressed))
