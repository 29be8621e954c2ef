"""Draws the Pods in the files of a report: their start order, and their requests in each step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from podlint.config.config import Config
from podlint.explain.html_chart import request_chart, start_chart
from podlint.finding.report import Report
from podlint.lifecycle import timeline
from podlint.models.workloads import PodTarget, pods_of
from podlint.pods.start_waits import start_waits
from podlint.reading.file import read_text
from podlint.report.drawings import Drawings
from podlint.report.html.element import BREAK, Html, element, joined
from podlint.resources import effective

__all__ = ["drawings"]

_MOST = 300
"""The most Pods on a page, which keep it below about two megabytes."""


def drawings(report: Report, config: Config) -> Drawings:
    """Draw the Pods in the files with findings that are not suppressed, as they are written.

    A Pod of a single container without several steps has no drawing.

    Args:
        report: The report.
        config: The settings, which may name custom resources with Pods.
    """
    wanted = {each.location.path for each in report.counted}
    by_path: dict[str, tuple[tuple[str, Html], ...]] = {}
    drawn = left_out = 0
    for source in report.sources:
        if source.path not in wanted:
            continue
        file = read_text(source.path, source.text, config.custom_kinds)
        pods = [pod for each in file.objects for pod in pods_of(each.object)]
        found = _drawn(iter(pods), f"drawing-{len(by_path) + 1}")
        shown = tuple(islice(found, _MOST - drawn))
        left_out += sum(1 for _ in found)
        drawn += len(shown)
        if shown:
            by_path[source.path] = shown
    return Drawings(by_path, left_out)


def _drawn(pods: Iterator[PodTarget], anchor: str) -> Iterator[tuple[str, Html]]:
    """The name and the drawing of each Pod that can be drawn."""
    for number, pod in enumerate(pods, 1):
        parts: list[Html] = []
        life = timeline(pod.spec, () if pod.partial else [*start_waits(pod)])
        for title, chart in (
            ("Start order", start_chart(life, None, f"{anchor}-{number}-start")),
            ("Requests by step", request_chart(effective(pod), f"{anchor}-{number}-requests")),
        ):
            if str(chart):
                parts += (element("h4", title), chart, BREAK)
        if parts:
            yield f"{pod.owner.kind or '?'}/{pod.owner.name or '?'}", joined(parts)
