"""The findings of a Pod, as text."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding

from podlint.explain.pod import PodExplanation
from podlint.explain.terminal import Text
from podlint.explain.words import count_words, worst_first
from podlint.finding.severity import Severity
from podlint.report.view import plural

__all__ = ["STYLES", "findings_part"]

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def findings_part(pod: PodExplanation) -> Iterator[RenderableType]:
    """A line with the number of findings, then each with its line, help, and why once per rule."""
    yield Text(f"Findings of podlint check: {count_words(pod.counted) or 'none'}", "bold")
    said: set[str] = set()
    for each in worst_first(pod.counted):
        span = each.location.span
        line = Text.joined(
            (f"line {span.start_line}, " if span else "", ""),
            (each.severity.value, STYLES[each.severity]),
            (f": {each.message} ", ""),
            (f"[{each.rule}]", "dim"),
        )
        yield _indented(line, 2)
        for label, words in (("help", each.help), ("why", each.why)):
            if words and (label == "help" or each.rule not in said):
                yield _indented(Text.joined((f"{label}: ", "blue"), (words, "")), 4)
        said.add(each.rule)
    if hidden := len(pod.findings) - len(pod.counted):
        yield _indented(Text(f"{plural(hidden, 'suppressed finding')} not shown", "dim"), 2)


def _indented(text: Text, columns: int) -> Padding:
    return Padding(text, (0, 0, 0, columns))
