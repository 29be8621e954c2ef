"""The last phase of a run: what holds for all of its files, the baseline and shared suppressions.

The baseline needs all findings, because an entry stands for a number of them. Entries of settings,
exceptions and the baseline are judged here, and only where the run can know that they are unused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from podlint.engine.coverage import Coverage
from podlint.engine.dispatch import Dispatches
from podlint.engine.failures import Failures
from podlint.engine.locate import Locator
from podlint.engine.visit import Visit
from podlint.finding.report import Finding, Report
from podlint.reading.file import ReadFile
from podlint.reading.files import directly_in
from podlint.reading.reader import Reader, reported_name
from podlint.suppression.dead_entries import dead_entry
from podlint.suppression.matching import BaselineState, Matcher, marked
from podlint.suppression.project import Suppressions
from podlint.suppression.written import Written
from podlint.targets.judged_suppression import DeadBaselineEntry, JudgedSuppression

if TYPE_CHECKING:
    from podlint.suppression.baseline import Baseline

__all__ = ["WholeRun", "about_baseline", "reported_on"]


class WholeRun:
    """A run whose files have been judged one by one.

    Attributes:
        report: The report.
    """

    def __init__(
        self,
        report: Report,
        coverage: Coverage,
        reader: Reader,
        dispatches: Dispatches,
        again: Callable[[Sequence[Path]], Report],
    ) -> None:
        """Take the result.

        Args:
            report: The report.
            coverage: What the run covers.
            reader: Reads files.
            dispatches: The rules.
            again: Returns the report on other files.
        """
        self.report = report
        self._coverage = coverage
        self._reader = reader
        self._dispatches = dispatches
        self._again = again

    def judge_entries(self, suppressions: Suppressions) -> None:
        """Add the findings about entries of settings and exceptions to the report."""
        if not suppressions.files or not self._coverage.searched:
            return
        judged_for = self._judged_for if self._coverage.is_whole else _for_nothing
        judged = suppressions.judged(suppressions.entries, self.report.used, judged_for)
        self._add(reported_on(judged, suppressions.files, self._dispatches))

    def apply_baseline(self, baseline: Baseline) -> BaselineState:
        """Mark the findings that the baseline stands for, and add those about its entries."""
        matcher = Matcher(baseline, self._dispatches.names)
        findings: tuple[Finding, ...] = self.report.counted
        matched = matcher.matched(findings)
        judged = frozenset(
            number
            for number, each in enumerate(baseline.entries)
            if self._coverage.judges(each, baseline.folder)
        )
        wanted = matcher.folders_to_complete(findings, matched) | {
            baseline.entries[number].folder for number in judged if matched.left[number]
        }
        if others := self._unchecked_in(wanted, baseline):
            more = (
                each
                for each in self._again(others).counted
                if each.location.path not in self._coverage.checked
            )
            findings = tuple(sorted((*findings, *more), key=lambda each: each.location.path))
            matched = matcher.matched(findings)
        own = {id(each) for each in self.report.findings}
        foreign = (number for number, each in enumerate(findings) if id(each) not in own)
        state = BaselineState(
            baseline, findings, matched, judged, frozenset(foreign), matcher.identities
        )
        self.report = marked(self.report, baseline, findings, matched)
        self._add(about_baseline(state, self._dispatches))
        return state

    def _unchecked_in(self, folders: Iterable[str], baseline: Baseline) -> list[Path]:
        """The files in some folders that the run did not check."""
        inputs, exclude = self._reader.inputs, self._reader.settings.exclude
        return [
            each
            for folder in sorted(folders)
            for each in directly_in(inputs, Path(baseline.folder, folder), exclude).files
            if reported_name(each) not in self._coverage.checked
        ]

    def _add(self, more: Report) -> None:
        known = {each.path for each in self.report.sources}
        new = tuple(each for each in more.sources if each.path not in known)
        self.report = Report.joined([self.report, more.replace(sources=new)])

    def _judged_for(self, written: Written) -> frozenset[str]:
        """The rules of an entry whose problems are shown in a file that the entry is about."""
        subject = written.subject
        paths = (each for each in self._coverage.checked if not subject or subject.has_file(each))
        dispatches = {self._dispatches.at(path, None) for path in paths}
        return frozenset(
            name
            for term in written.terms
            for name in self._dispatches.names.meant(term.rule)
            for dispatch in dispatches
            if (choice := dispatch.called(name)) and choice.shows(None)
        )


def _for_nothing(_: Written) -> frozenset[str]:
    return frozenset()


def about_baseline(state: BaselineState, dispatches: Dispatches) -> Report:
    """The report on the entries of a baseline that stand for more findings than there are.

    Args:
        state: The baseline after the run.
        dispatches: The rules.
    """
    own, entries = state.baseline.own, state.baseline.entries
    if own is None:
        return Report(())
    dead = (
        dead_entry(own, number, entries[number], left)
        for number in sorted(state.judged)
        if (left := state.matched.left[number])
    )
    return reported_on(dead, (own.file,), dispatches)


def reported_on(
    targets: Iterable[JudgedSuppression | DeadBaselineEntry],
    files: Sequence[ReadFile],
    dispatches: Dispatches,
) -> Report:
    """The report on suppressions in files that a run reads, but does not check.

    Args:
        targets: The suppressions; those that are in no file are left out.
        files: The files.
        dispatches: The rules.
    """
    failures, locator = Failures(""), Locator.over(tuple(files))
    found: list[Finding] = []
    for target in targets:
        file = locator.files.get(target.at.document)
        if file is None:
            continue
        failures.begin(file.path)
        for choice in Visit(target, dispatches.at(file.path, None)).choices:
            try:
                found += (
                    locator.finding(choice.rule.name, choice.weigh(each.severity), each)
                    for each in choice.check(target)
                    if choice.shows(each.severity)
                )
            except Exception as error:
                failures.add(error, choice.rule)
    paths = {each.location.path for each in found}
    sources = tuple(locator.source(file) for file in files if file.path in paths)
    return Report(tuple(found), errors=failures.errors, sources=sources)
