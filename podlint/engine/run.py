"""The second phase of a run: rules visit the files of a unit, and problems become findings.

If a rule or podlint itself fails, the report gets an internal error with the rule, file and object,
and the run continues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from podlint.document import Document, Place
from podlint.document.redaction import Source
from podlint.engine.dispatch import Dispatches
from podlint.engine.failures import Failures
from podlint.engine.found import problems_in
from podlint.engine.locate import Locator
from podlint.engine.parts import Parts
from podlint.engine.unjudged import unjudged_in
from podlint.engine.vendored import of_vendored
from podlint.engine.visit import Visit
from podlint.finding.problem import Spot
from podlint.finding.report import Finding, Report
from podlint.finding.unchecked import CheckedFile, Unjudged
from podlint.models import KubernetesObject
from podlint.models.workloads import pods_of
from podlint.reading.file import ReadFile
from podlint.reading.unit import Unit
from podlint.suppression.deciding import Candidate, Use
from podlint.suppression.project import Suppressions, written_in
from podlint.suppression.written import Written
from podlint.targets.judged_suppression import JudgedSuppression

__all__ = ["lint"]


def lint(
    unit: Unit,
    dispatches: Dispatches,
    suppressions: Suppressions,
    used: frozenset[Use] = frozenset(),
) -> Report:
    """Run the rules over a unit and report on its `reported` files.

    Args:
        unit: The unit.
        dispatches: The rules.
        suppressions: The suppressions of the run.
        used: The suppressions in these files that suppress findings in what is built.
    """
    failures = Failures(unit.path)
    run = _Run(unit, dispatches, failures, suppressions, used)
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
        used=frozenset(run.used_elsewhere),
    )


class _Run:
    """One pass over a unit."""

    def __init__(
        self,
        unit: Unit,
        dispatches: Dispatches,
        failures: Failures,
        suppressions: Suppressions,
        used: frozenset[Use],
    ) -> None:
        self.unit = unit
        self.failures = failures
        self.config = dispatches.config
        self.parts = Parts(unit, dispatches, failures)
        self.locator = Locator.over(unit.files)
        self.suppressions = suppressions
        self.used = used
        self.used_elsewhere = set[Use]()
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
                    beside.append(_Located(finding, each.problem.at, each.shown))
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
        """The findings of a file in order, with marks on the ones that are suppressed.

        Findings that the profile does not show are removed last, because a suppression may be about
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
        written = written_in(file)
        if not (written or self.suppressions.entries):
            return [each.finding for each in found if each.shown]
        decided = self.suppressions.decide([self._candidate(each) for each in found], written)
        settled = [
            each.finding.replace(suppressed=decided.suppressed[number])
            if number in decided.suppressed
            else each.finding
            for number, each in enumerate(found)
            if each.shown
        ]
        self.used_elsewhere |= {use for use in decided.used if use[0] != file.path}
        used = decided.used | self.used
        for judged in self.suppressions.judged(written, used, self._judged_for(file)):
            settled += self._about(judged)
        return settled

    def _candidate(self, located: _Located) -> Candidate:
        """A finding, for the decision about its suppression."""
        finding = located.finding
        path, span = finding.location.path, finding.location.span
        own = ((path, span.start_line),) if span else ()
        return Candidate(
            finding.rule,
            finding.container,
            path,
            located.at,
            (*own, *self.locator.lines_of_uses(located.at)),
            (finding.object,) if finding.object else (),
        )

    def _judged_for(self, file: ReadFile) -> Callable[[Written], frozenset[str]]:
        """A function that returns the rules whose problems are shown wherever a comment or an
        annotation in a file may apply.
        """

        @cache
        def in_document(document: Document) -> frozenset[str]:
            names = self.parts.judged_in(document)
            return frozenset(name for name in names if self.failures.is_trusted(name, file.path))

        def judged_for(written: Written) -> frozenset[str]:
            if written.covers_file:
                return frozenset.intersection(*map(in_document, file.documents))
            return in_document(written.at.document)

        return judged_for

    def _about(self, judged: JudgedSuppression) -> Iterator[Finding]:
        """The findings about a suppression."""
        dispatch = self.parts.at(judged.at)
        for choice in Visit(judged, dispatch).choices if dispatch else ():
            try:
                for problem in choice.check(judged):
                    if choice.shows(problem.severity):
                        yield self.locator.finding(
                            choice.rule.name, choice.weigh(problem.severity), problem
                        )
            except Exception as error:
                self.failures.add(error, choice.rule)


class _Located(NamedTuple):
    """A finding, the place of its problem, and whether the profile shows it."""

    finding: Finding
    at: Place | Spot
    shown: bool


def _count_pods(obj: KubernetesObject) -> int:
    return sum(1 for _ in pods_of(obj))


def _order(finding: Finding) -> tuple[int, int, str, str]:
    span = finding.location.span
    line, column = (span.start_line, span.start_column) if span else (0, 0)
    return line, column, finding.rule, finding.message
