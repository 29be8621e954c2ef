"""Matches findings with the entries of a baseline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from podlint.finding.report import Finding, Report
from podlint.finding.suppression import Suppression, SuppressionKind
from podlint.rule.names import NamesOfRules
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.suppression.baseline import Baseline, BaselineEntry

__all__ = ["BaselineState", "Matched", "Matcher", "folder_of", "marked"]


class Matched(Frozen):
    """Which findings the entries of a baseline stand for.

    Attributes:
        by: For the number of a finding, the number of its entry.
        left: For the number of an entry, the number of findings that it has no longer.
    """

    by: dict[int, int]
    left: dict[int, int]


class BaselineState(Frozen, eq=False):
    """A baseline after a run.

    Attributes:
        baseline: The baseline.
        findings: The findings that no other suppression is about, in order.
        matched: The entries that stand for them.
        judged: The numbers of the entries whose files and rules ran.
        others: The numbers of the findings in files that the run did not check.
        identities: The identities of the findings for which the entries stand.
    """

    baseline: Baseline
    findings: tuple[Finding, ...]
    matched: Matched
    judged: frozenset[int]
    others: frozenset[int] = frozenset()
    identities: tuple[str, ...] = ()


class Matcher:
    """Matches findings with the entries of a baseline.

    An entry stands for as many findings as its count says. It matches findings in its own file
    first. What is left of it matches findings with the same identity in files of the same folder,
    so that a file can be renamed.

    Attributes:
        identities: The identities of the findings for which the entries stand.
    """

    def __init__(self, baseline: Baseline, names: NamesOfRules) -> None:
        """Index the entries.

        Args:
            baseline: The baseline.
            names: The names of rules, because an entry may have an earlier name.
        """
        self._baseline = baseline
        self.identities = tuple(_identity(each, names) for each in baseline.entries)
        self._folders: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, each in enumerate(baseline.entries):
            self._folders[each.folder, self.identities[number]].append(number)

    def matched(
        self, findings: Sequence[Finding], has_moved: Callable[[str], bool] = lambda _: True
    ) -> Matched:
        """Match the findings in their order.

        Args:
            findings: All findings in the folders that are judged.
            has_moved: Whether entries of a file, as the baseline names it, may match findings in
                other files.
        """
        entries = self._baseline.entries
        left = {number: each.count for number, each in enumerate(entries)}
        by: dict[int, int] = {}
        paths = [self._baseline.path_of(each.location.path) for each in findings]
        for is_own in (True, False):
            for number, finding in enumerate(findings):
                if number in by:
                    continue
                for entry in self._candidates(paths[number], finding):
                    path = entries[entry].path
                    if left[entry] and (path == paths[number] if is_own else has_moved(path)):
                        left[entry] -= 1
                        by[number] = entry
                        break
        return Matched(by, left)

    def folders_to_complete(self, findings: Sequence[Finding], matched: Matched) -> set[str]:
        """The folders in which the findings of files that were not judged make a difference.

        These are the folders with a finding that does not match an entry of its own file, but could
        match one of another file.

        Args:
            findings: The findings.
            matched: What they match.
        """
        entries = self._baseline.entries
        found = set()
        for number, finding in enumerate(findings):
            path = self._baseline.path_of(finding.location.path)
            entry = matched.by.get(number)
            if entry is not None and entries[entry].path == path:
                continue
            if any(entries[each].path != path for each in self._candidates(path, finding)):
                found.add(folder_of(path))
        return found

    def _candidates(self, path: str, finding: Finding) -> list[int]:
        return self._folders.get((folder_of(path), finding.identity), [])


def marked(
    report: Report, baseline: Baseline, findings: Sequence[Finding], matched: Matched
) -> Report:
    """A report whose findings are marked if the baseline stands for them.

    Args:
        report: The report.
        baseline: The baseline.
        findings: The findings that were matched, of which some are in the report.
        matched: What they match.
    """
    reasons = {
        id(findings[number]): baseline.entries[entry].reason for number, entry in matched.by.items()
    }
    return report.replace(
        findings=tuple(
            each.replace(suppressed=Suppression(SuppressionKind.BASELINE, reasons[id(each)]))
            if id(each) in reasons
            else each
            for each in report.findings
        )
    )


def folder_of(path: str) -> str:
    """The folder of a path with slashes."""
    return PurePosixPath(path).parent.as_posix()


def _identity(entry: BaselineEntry, names: NamesOfRules) -> str:
    meant = names.meant(entry.rule)
    if entry.rule in meant or len(meant) != 1:
        return entry.identity
    return entry.model_copy(update={"rule": next(iter(meant))}).identity
