"""Reduces a report to what a change brings, for ``--base``.

A change brings a finding if the merge base does not have it, or if it is in a line that the change
touches. So a fault that was there before does not fail the run.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from podlint.cli.change.differences import Differences
from podlint.cli.change.lines import NO_CHANGES, Changes
from podlint.cli.change.past import Commit
from podlint.cli.change.past_report import past_report
from podlint.cli.change.revision import Revision
from podlint.cli.change.tree import Blobs, read_tree
from podlint.cli.git import GitFailedError
from podlint.cli.project import Project
from podlint.errors import PodlintError
from podlint.finding.report import Finding, Location, Report
from podlint.finding.since import Since
from podlint.finding.unchecked import Skipped, Unjudged

__all__ = ["compared"]

_Fault = tuple[str, str, bool]
"""A path, an identity, and whether a finding counts."""


def compared(report: Report, paths: Sequence[str], project: Project, revision: Revision) -> Report:
    """The report without the findings that a change does not bring.

    What was not checked stays in the report, unless it could fail the run and the commit has it
    too.

    Args:
        report: The report on the files as they are.
        paths: The files and directories that the run checks.
        project: The settings and rules.
        revision: The commit to compare with.

    Raises:
        PodlintError: The files of the commit cannot be read.
    """
    brought = _brought(report, paths, project, revision)
    older = len(report.counted) - len(brought.counted)
    return brought.replace(since=Since(revision.name, revision.commit, older))


def _brought(report: Report, paths: Sequence[str], project: Project, revision: Revision) -> Report:
    failing = project.config.fail_on_unchecked
    left_out = [each for each in report.left_out if each.cause in failing]
    shown = {_absolute(each.path) for each in (*_locations(report.findings), *left_out)}
    if not shown:
        return report
    try:
        differences = Differences(_commit(revision), report.inputs)
        if differences.is_empty():
            return _Reduction(report, NO_CHANGES).of(report, left_out)
        lines = differences.in_lines(shown)
    except GitFailedError as error:
        raise PodlintError(f"--base: git cannot compare with the commit: {error.said}") from error
    reported = {
        _absolute(each.path) for each in (*(each.location for each in report.findings), *left_out)
    }
    wanted = {lines.renamed.get(path, path) for path in reported - lines.new}
    past = past_report(paths, project, differences.past, wanted) if wanted else Report(())
    return _Reduction(past, lines).of(report, left_out)


def _commit(revision: Revision) -> Commit:
    files = read_tree(revision.root, revision.commit)
    same = revision.head == revision.commit
    now = files if same else read_tree(revision.root, revision.head)
    root = str(revision.root)
    return Commit(root, os.path.realpath(root), files, now, Blobs())


class _Reduction:
    """Takes away what a past report has too."""

    def __init__(self, past: Report, lines: Changes) -> None:
        self.past = past
        self.lines = lines

    def of(self, report: Report, left_out: Sequence[Skipped | Unjudged]) -> Report:
        """The report without what the past one has.

        Args:
            report: The report.
            left_out: What could fail the run, because it was not checked.
        """
        findings = set(map(id, self._findings(report.findings)))
        old = set(map(id, left_out)) - set(map(id, self._left_out(left_out)))
        return report.replace(
            findings=tuple(each for each in report.findings if id(each) in findings),
            skipped=tuple(each for each in report.skipped if id(each) not in old),
            unjudged=tuple(each for each in report.unjudged if id(each) not in old),
        )

    def _findings(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that the past report does not have, and those in changed lines."""
        before: dict[_Fault, list[str]] = defaultdict(list)
        for each in self.past.findings:
            before[_absolute(each.location.path), *_about(each)].append(each.message)
        now: dict[_Fault, list[Finding]] = defaultdict(list)
        for each in findings:
            now[self._past_path(each.location.path), *_about(each)].append(each)
        for fault, those in now.items():
            touched = list(map(self._is_touched, those))
            yield from compress(those, touched)
            untouched = [each for each, was in zip(those, touched, strict=True) if not was]
            # Of several findings at one field, those are old that say what the past ones say.
            untouched.sort(key=lambda each: each.message in before[fault])
            yield from untouched[: max(0, len(untouched) - len(before[fault]))]

    def _left_out(self, left_out: Iterable[Skipped | Unjudged]) -> Iterator[Skipped | Unjudged]:
        """The parts that were checked in the past report, or were not there."""
        before = Counter((_absolute(each.path), each.reason) for each in self.past.left_out)
        for each in left_out:
            key = self._past_path(each.path), each.reason
            before[key] -= 1
            if before[key] < 0:
                yield each

    def _past_path(self, path: str) -> str:
        absolute = _absolute(path)
        return self.lines.renamed.get(absolute, absolute)

    def _is_touched(self, finding: Finding) -> bool:
        return any(
            each.span is not None
            and self.lines.touch(_absolute(each.path), each.span.start_line, each.span.end_line)
            for each in _locations([finding])
        )


def _about(finding: Finding) -> tuple[str, bool]:
    """What findings of one fault share in every state of their file."""
    return finding.identity, finding.suppressed is None


def _locations(findings: Iterable[Finding]) -> Iterator[Location]:
    for each in findings:
        yield each.location
        yield from (related.location for related in each.related)


def _absolute(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - without ``..``, unlike Path.absolute
