"""The report as one page of HTML that needs no network: totals, filters, and findings by file.

Without scripts, the page shows everything, and only the filters are missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.finding.report import Report
from podlint.report.drawings import NO_DRAWINGS
from podlint.report.html.charts import charts
from podlint.report.html.element import BREAK, Content, element, joined, page, with_code
from podlint.report.html.filters import filters
from podlint.report.html.findings import by_file
from podlint.report.html.script import SCRIPT
from podlint.report.html.style import STYLE
from podlint.report.named_files import in_repository
from podlint.report.unchecked import unchecked_words
from podlint.report.view import NOUNS, View, counts, plural
from podlint.version import VERSION

__all__ = ["render"]


def render(report: Report, view: View) -> str:
    """The page; suppressed findings are listed at its end, apart from the others."""
    return page("podlint report", STYLE, joined(_parts(report, view)), SCRIPT)


def _parts(report: Report, view: View) -> Iterator[Content]:
    yield element("a", "Skip to the findings", href="#findings", class_="skip")
    where = f"{plural(report.pods, 'Pod')} in {plural(report.files, 'file')}"
    yield element("header", element("h1", "podlint report"), element("p", f"Checked {where}."))
    yield BREAK
    yield element("main", BREAK, *_main(report, view))
    yield BREAK
    yield element("footer", f"podlint {VERSION}")
    yield BREAK


def _main(report: Report, view: View) -> Iterator[Content]:
    counted = report.counted
    suppressed = tuple(each for each in report.findings if each.suppressed)
    yield from _totals(report)
    yield from charts(counted, view.repository)
    if counted:
        paths = {each.location.path for each in counted}
        yield filters(counted, [in_repository(path, view.repository) for path in paths])
    drawn = view.draw(report, view.config) if view.draw else NO_DRAWINGS
    yield element("h2", "Findings", id="findings", tabindex="-1")
    if drawn.left_out:
        words = f"{plural(drawn.left_out, 'more Pod')} could be drawn; run "
        command = element("code", "podlint explain --format html FILE")
        yield element("p", words, command, " for a file.", class_="place")
    yield from by_file(counted, view, drawn.by_path)
    if not counted:
        yield element("p", "No problems found.")
    if suppressed:
        title = element("summary", element("h2", plural(len(suppressed), "suppressed finding")))
        yield element("details", title, *by_file(suppressed, view, {}), class_="suppressed")
    yield from _unchecked(report)


def _totals(report: Report) -> Iterator[Content]:
    found = [
        (severity.value, plural(number, NOUNS[severity]))
        for severity, number in counts(report.counted).items()
    ]
    if hidden := len(report.findings) - len(report.counted):
        found.append(("suppressed", f"{hidden} suppressed"))
    items = (
        element("li", element("b", words.split()[0]), f" {words.split(maxsplit=1)[1]}", class_=kind)
        for kind, words in found
    )
    yield element("ul", *items, class_="totals")
    yield BREAK


def _unchecked(report: Report) -> Iterator[Content]:
    lines = [f"{each.path}: {each.message}" for each in report.errors]
    lines += [
        f"{each.path}:{each.line}: {each}" if each.line else f"{each.path}: {each}"
        for each in report.left_out
    ]
    if not lines:
        return
    words = unchecked_words(report)
    title = f"Not checked: {words}" if words else "Not checked"
    items = (joined((element("li", *with_code(line)), BREAK)) for line in lines)
    yield element("details", element("summary", element("h2", title)), element("ul", BREAK, *items))
    yield BREAK
