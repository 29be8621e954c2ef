"""Puts the findings of parts of a report into the order of the whole report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from podlint.finding.report import Report

__all__ = ["in_path_order"]


def in_path_order(parts: Iterable[Report], firsts: Sequence[str]) -> Iterator[Report]:
    """The parts, with each finding in the first part at which none of an earlier file can follow.

    Args:
        parts: A part with what is known before, and then one part for each entry of `firsts`.
        firsts: The least path that a finding of the part can have.
    """
    bounds = [*accumulate(reversed(firsts), min)][::-1]
    held: list[Report] = []
    for number, part in enumerate(parts):
        held.append(part)
        if number == len(bounds):
            yield Report.joined(held)
            return
        bound = bounds[number]
        if len(held) == 1 and all(each.location.path < bound for each in part.findings):
            yield held.pop()
            continue
        yield Report.joined([_divided(each, bound)[0] for each in held])
        later = (_divided(each, bound)[1] for each in held)
        held = [each for each in later if each.findings]


def _divided(report: Report, bound: str) -> tuple[Report, Report]:
    """What a report says of the files before a path, with all but findings; and the findings."""
    before = tuple(each for each in report.findings if each.location.path < bound)
    after = tuple(each for each in report.findings if each.location.path >= bound)
    return report.replace(findings=before), Report(after, sources=report.sources)
