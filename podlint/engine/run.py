"""The second phase of a run: rules visit the files of a unit, and problems become findings.

If a rule or podlint itself fails, the report gets an internal error with the rule, file and object,
and the run continues.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from podlint.document import Document
from podlint.document.redaction import Source
from podlint.engine.dispatch import Dispatches
from podlint.engine.failures import Failures
from podlint.engine.found import problems_in
from podlint.engine.locate import Locator
from podlint.engine.parts import Parts
from podlint.engine.suppress import UNUSED, Used, comments_in, judged, suppress
from podlint.engine.unjudged import unjudged_in
from podlint.engine.vendored import of_vendored
from podlint.engine.visit import Visit
from podlint.finding.report import Finding, Report
from podlint.finding.unchecked import CheckedFile, Unjudged
from podlint.models import KubernetesObject
from podlint.models.workloads import pods_of
from podlint.reading.file import ReadFile
from podlint.reading.unit import Unit
from podlint.rule.names import NamesOfRules
from podlint.targets.judged_comment import JudgedComment

__all__ = ["lint"]


def lint(unit: Unit, dispatches: Dispatches, used: Used = UNUSED) -> Report:
    """Run the rules over a unit and report on its `reported` files.

    Args:
        unit: The unit.
        dispatches: The rules.
        used: The suppression comments, by file, that suppress findings in what is built.
    """
    failures = Failures(unit.path)
    run = _Run(unit, dispatches, failures, used)
    run.visit()
    findings = tuple(finding for file in unit.reported for finding in run.settled(file))
    return Report(
        findings=findings,
        skipped=tuple(each for file in unit.reported for each in file.skipped),
        unjudged=run.unjudged(),
        checked=tuple(
            CheckedFile(
                file.path,
                len(file.objects),
                sum(
                    failures.attempt(_count_pods, each.object) or 0
                    for each in file.objects
                    # What is built of a patch is counted in the file that it patches.
                    if not (file.path in unit.built and unit.fragments.why(each.object.at))
                    or unit.fragments.is_patched(each.object.at)
                ),
            )
            for file in unit.reported
        ),
        sources=run.sources(findings),
        errors=(*(each for file in unit.reported for each in file.errors), *failures.errors),
    )


class _Run:
    """One pass over a unit."""

    def __init__(self, unit: Unit, dispatches: Dispatches, failures: Failures, used: Used) -> None:
        self.unit = unit
        self.failures = failures
        self.rules = dispatches.rules
        self.config = dispatches.config
        self.parts = Parts(unit, dispatches, failures)
        self.locator = Locator.over(unit.files)
        self.used = used
        self.found: dict[str, list[_Located]] = {file.path: [] for file in unit.reported}

    def visit(self) -> None:
        """Pass everything to the rules that visit it, and locate their problems."""
        found = list(problems_in(self.unit, self.parts, self.failures))
        told = self.locator.told_by(each.problem for each in found if each.problem.secret)
        if told:
            self.locator = Locator.over(self.unit.files, told)
        for each in found:
            try:
                # A rule may report a problem in a file that is only context.
                beside = self.found.get(self.locator.path_of(each.problem))
                if beside is not None:
                    finding = self.locator.finding(
                        each.choice.rule.name, each.severity, each.problem, each.owner
                    )
                    beside.append(_Located(finding, each.shown))
            except Exception as error:
                self.failures.add(error, each.choice.rule)

    def sources(self, findings: Iterable[Finding]) -> tuple[Source, ...]:
        """The files in which findings, or related places, are."""
        paths = {
            location.path
            for finding in findings
            for location in (finding.location, *(each.location for each in finding.related))
        }
        return tuple(self.locator.source(file) for file in self.unit.files if file.path in paths)

    def unjudged(self) -> tuple[Unjudged, ...]:
        """What was not judged in the files that are reported."""
        return tuple(
            each
            for file in self.unit.reported
            for each in unjudged_in(file, self.unit.fragments_of(file), self.locator)
        )

    def settled(self, file: ReadFile) -> list[Finding]:
        """The findings of a file in order; comments suppress some of them.

        Findings that the profile does not show are removed last, because a comment may suppress
        them.
        """
        found = sorted(self.found[file.path], key=lambda each: _order(each.finding))
        self.failures.begin(file.path)
        try:
            settled = sorted(self._suppressed(file, found), key=_order)
        except Exception as error:
            self.failures.add(error)
            settled = [each.finding for each in found if each.shown]
        kept = (of_vendored(each, self.config) for each in settled)
        return [each for each in kept if each]

    def _suppressed(self, file: ReadFile, found: list[_Located]) -> list[Finding]:
        comments = comments_in(file)
        if not comments:
            return [each.finding for each in found if each.shown]

        def judged_in(document: Document) -> list[str]:
            names = self.parts.judged_in(document)
            return [name for name in names if self.failures.is_trusted(name, file.path)]

        names = NamesOfRules(self.rules)
        lines = [(each.finding.rule, _line(each.finding), at) for at, each in enumerate(found)]
        suppressed = suppress(lines, comments, names)
        marked = [
            each.finding.replace(suppressed=reason)
            if (reason := suppressed.reasons.get(at))
            else each.finding
            for at, each in enumerate(found)
        ]
        settled = [finding for finding, each in zip(marked, found, strict=True) if each.shown]
        used = suppressed.used | self.used.get(file.path, frozenset())
        for comment in judged(comments, used, judged_in, names):
            settled += self._about(comment)
        return settled

    def _about(self, comment: JudgedComment) -> Iterator[Finding]:
        """The findings about a suppression comment."""
        dispatch = self.parts.at(comment.comment.spot)
        for choice in Visit(comment, dispatch).choices if dispatch else ():
            try:
                for problem in choice.check(comment):
                    if choice.shows(problem.severity):
                        yield self.locator.finding(
                            choice.rule.name, choice.weigh(problem.severity), problem
                        )
            except Exception as error:
                self.failures.add(error, choice.rule)


class _Located(NamedTuple):
    """A finding, and whether the profile shows it."""

    finding: Finding
    shown: bool


def _line(finding: Finding) -> int | None:
    return finding.location.span.start_line if finding.location.span else None


def _count_pods(obj: KubernetesObject) -> int:
    return sum(1 for _ in pods_of(obj))


def _order(finding: Finding) -> tuple[int, int, str, str]:
    span = finding.location.span
    line, column = (span.start_line, span.start_column) if span else (0, 0)
    return line, column, finding.rule, finding.message
