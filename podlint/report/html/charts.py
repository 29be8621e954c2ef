"""How many findings each rule and each file have, as bars in tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from podlint.finding.report import Finding
from podlint.report.html.element import BREAK, Html, element
from podlint.report.named_files import in_repository
from podlint.report.repository import Repository

__all__ = ["charts"]

_MOST = 10
_NO_BAR = element("td", "", aria_hidden="true")


def charts(findings: Sequence[Finding], repository: Repository) -> Iterator[Html]:
    """The rules and the files with the most findings; nothing for fewer than two findings."""
    if len(findings) < 2:
        return
    rules = Counter(each.rule for each in findings)
    files = Counter(in_repository(each.location.path, repository) for each in findings)
    tables = [_bars("Rule", rules)]
    if len(files) > 1:
        tables.append(_bars("File", files))
    yield element("div", *tables, class_="charts")
    yield BREAK


def _bars(title: str, counted: Counter[str]) -> Html:
    shown = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    most = shown[0][1]
    rows = [
        element(
            "tr",
            element("th", element("code", name), scope="row"),
            element("td", str(number)),
            element("td", _bar(number, most), aria_hidden="true"),
        )
        for name, number in shown[:_MOST]
    ]
    if others := shown[_MOST:]:
        number = sum(each for _, each in others)
        words = f"{len(others)} more"
        cells = (element("th", words, scope="row"), element("td", str(number)), _NO_BAR)
        rows.append(element("tr", *cells))
    titles = (element("th", each, scope="col") for each in (title, "Findings"))
    head = element("tr", *titles, _NO_BAR)
    return element("table", element("thead", head), element("tbody", *rows))


def _bar(number: int, most: int) -> Html:
    width = f"{max(number * 100 / most, 1):.0f}%"
    return element(
        "svg",
        element("rect", width=width, height="10", rx="2"),
        width="100%",
        height="10",
    )
