"""What was not checked, and what became of each file, for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from podlint.finding.report import Report
from podlint.finding.unchecked import Unchecked
from podlint.report.view import plural

__all__ = ["file_lines", "unchecked_words"]

_NOUNS = {
    Unchecked.UNREADABLE: "unreadable document",
    Unchecked.FRAGMENT: "fragment",
    Unchecked.PLACEHOLDER: "placeholder",
    Unchecked.TEMPLATE: "template",
    Unchecked.UNKNOWN_KIND: "unknown kind",
}


def unchecked_words(report: Report) -> str:
    """``1 chart (4 templates) not rendered, 3 fragments``; empty if nothing is to be said.

    Kustomizations that were not built are left out.
    """
    found = report.count_unchecked()
    found.pop(Unchecked.KUSTOMIZATION, None)
    words = []
    templates = [each for each in report.skipped if each.cause is Unchecked.TEMPLATE]
    in_charts = [each for each in templates if each.chart]
    if in_charts:
        charts = plural(len({each.chart for each in in_charts}), "chart")
        words.append(f"{charts} ({plural(len(in_charts), 'template')}) not rendered")
    others = {**found, Unchecked.TEMPLATE: len(templates) - len(in_charts)}
    words += [plural(number, _NOUNS[cause]) for cause, number in others.items() if number]
    return ", ".join(words)


def file_lines(report: Report) -> Iterator[list[tuple[str, str]]]:
    """A line for each file: what was checked in it, and what was not and why."""
    checked = {each.path: each for each in report.checked}
    failed = {each.path: each.message for each in report.errors}
    parts: dict[str, list[tuple[int | None, str]]] = defaultdict(list)
    for each in report.left_out:
        parts[each.path].append((each.line, str(each)))
    for path in sorted({*checked, *failed}):
        words = []
        if path in checked:
            file = checked[path]
            pods = f"{plural(file.pods, 'Pod')} checked"
            words.append(pods if file.pods else plural(file.objects, "object"))
        if path in failed:
            words.append(f"error: {failed[path]}")
        yield [(path, "bold"), (f": {', '.join(words)}", "")]
        for line, what in parts[path]:
            yield [(f"  line {line or 0}: {what}", "dim")]
