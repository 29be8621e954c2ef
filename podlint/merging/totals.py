"""Totals of merged reports, for each team, repository and rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from podlint.finding.severity import Severity
from podlint.merging.merge import Merged, MergedFinding, Status
from podlint.startup.frozen import Frozen

__all__ = ["NO_TEAM", "Total", "groups", "total_of"]

NO_TEAM = "(no team)"
"""The name of the findings that no team owns."""


class Total(Frozen):
    """The number of findings of a group.

    Attributes:
        name: The name of the group, such as a team.
        error: The errors that count.
        warning: The warnings that count.
        info: The practice findings that count.
        new: The findings that count and are new since the older report.
        closed: The findings of the older report that are gone.
        suppressed: The findings that are suppressed.
    """

    name: str
    error: int
    warning: int
    info: int
    new: int
    closed: int
    suppressed: int

    @property
    def counted(self) -> int:
        """The number of findings that count."""
        return self.error + self.warning + self.info


def total_of(name: str, findings: Iterable[MergedFinding]) -> Total:
    """The total of some findings."""
    found: Counter[Severity | Status] = Counter()
    severities: Counter[Severity] = Counter()
    for each in findings:
        found[each.status] += 1
        if each.counts:
            severities[each.finding.severity] += 1
    return Total(
        name,
        severities[Severity.ERROR],
        severities[Severity.WARNING],
        severities[Severity.INFO],
        found[Status.NEW],
        found[Status.CLOSED],
        found[Status.SUPPRESSED],
    )


def groups(report: Merged) -> dict[str, tuple[Total, ...]]:
    """The totals for each team (if findings have teams), repository and rule, the most first.

    A finding with several owners counts for each of them.
    """
    found = {}
    if report.owned:
        found["Team"] = _totals(report, lambda each: each.teams or (NO_TEAM,))
    repositories = _totals(report, lambda each: (each.repository,))
    without = sorted({*report.repositories} - {each.name for each in repositories})
    found["Repository"] = (*repositories, *(total_of(name, ()) for name in without))
    found["Rule"] = _totals(report, lambda each: (each.finding.rule,))
    return found


def _totals(report: Merged, names: Callable[[MergedFinding], tuple[str, ...]]) -> tuple[Total, ...]:
    found: dict[str, list[MergedFinding]] = {}
    for each in report.findings:
        for name in names(each):
            found.setdefault(name, []).append(each)
    totals = (total_of(name, group) for name, group in found.items())
    return tuple(sorted(totals, key=lambda each: (-each.error, -each.counted, each.name)))
