"""The second phase of a run: rules visit the files of a unit, and problems become findings.

If a rule or podlint itself fails, the report gets an internal error with the rule, file and object,
and the run continues.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podlint.document import Document, Place
from podlint.document.redaction import Source
from podlint.engine.choice import Choice
from podlint.engine.dispatch import Dispatches
from podlint.engine.failures import Failures
from podlint.engine.locate import Locator
from podlint.engine.parts import Parts
from podlint.engine.set_rules import problems_of_set
from podlint.engine.suppress import ignore_comments, suppress
from podlint.engine.unjudged import unjudged_in
from podlint.engine.visit import Visit, Visitor
from podlint.finding.problem import Problem
from podlint.finding.report import Finding, Report
from podlint.finding.unchecked import CheckedFile, Unjudged
from podlint.models import KubernetesObject
from podlint.models.workloads import pods_of
from podlint.reading.file import ReadFile
from podlint.reading.unit import Unit

__all__ = ["lint"]


def lint(unit: Unit, dispatches: Dispatches) -> Report:
    """Run the rules over a unit and report on its `reported` files."""
    failures = Failures(unit.path)
    run = _Run(unit, dispatches, failures)
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
                sum(failures.attempt(_count_pods, each.object) or 0 for each in file.objects),
            )
            for file in unit.reported
        ),
        sources=run.sources(findings),
        errors=(*(each for file in unit.reported for each in file.errors), *failures.errors),
    )


class _Run:
    """One pass over a unit."""

    def __init__(self, unit: Unit, dispatches: Dispatches, failures: Failures) -> None:
        self.unit = unit
        self.failures = failures
        self.rules = dispatches.rules
        self.parts = Parts(unit, dispatches, failures)
        cluster = dispatches.config.cluster.of(dispatches.config.kubernetes_version)
        self.visitor = Visitor(unit, self.parts, cluster, failures)
        self.locator = Locator.over(unit.files)
        self.found: dict[str, list[_Found]] = {file.path: [] for file in unit.reported}

    def visit(self) -> None:
        """Pass everything to the rules that visit it, and locate their problems."""
        for visit in self.visitor.visits():
            for choice in visit.choices:
                try:
                    for problem in self._problems(visit, choice):
                        self._take(visit, choice, problem)
                except Exception as error:
                    self.failures.add(error, choice.rule)
        self._keep_secrets()

    def _keep_secrets(self) -> None:
        """Locate problems again that were located before a rule declared a secret."""
        found = [each for them in self.found.values() for each in them]
        told = self.locator.told_by(each.problem for each in found if each.problem.secret)
        if told:
            self.locator = Locator.over(self.unit.files, told)
            for each in found:
                each.finding = self._finding(each.choice, each.problem, each.owner)

    def _problems(self, visit: Visit, choice: Choice) -> Iterable[Problem]:
        if visit.target is self.unit.objects:
            return problems_of_set(choice, self.unit.objects, self.failures, self.parts.path_of)
        return choice.check(visit.target)

    def _take(self, visit: Visit, choice: Choice, problem: Problem) -> None:
        if visit.target is self.unit.objects:
            found = self.parts.alike(choice, problem.at)
            if found is None:
                return
            choice = found
        filled = self.unit.placeholder_at(problem.at) if isinstance(problem.at, Place) else None
        if filled and filled.assumed:
            problem = problem.replace(fix=None)
        elif filled and not filled.judged:
            return
        finding = self._finding(choice, problem, visit.owner)
        # A rule may report a problem in a file that is only context.
        if (beside := self.found.get(finding.location.path)) is not None:
            beside.append(_Found(choice, problem, visit.owner, finding))

    def _finding(self, choice: Choice, problem: Problem, owner: KubernetesObject | None) -> Finding:
        severity = choice.weigh(getattr(problem, "severity", None))
        return self.locator.finding(choice.rule.name, severity, problem, owner)

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
            for each in unjudged_in(file, self.unit.fragments, self.locator)
        )

    def settled(self, file: ReadFile) -> list[Finding]:
        """The findings of a file in order; comments suppress some of them.

        Findings that the profile does not show are removed last, because a comment may suppress
        them.
        """
        found = sorted(self.found[file.path], key=lambda each: _order(each.finding))
        self.failures.begin(file.path)
        try:
            return sorted(self._suppressed(file, found), key=_order)
        except Exception as error:
            self.failures.add(error)
            return [each.finding for each in found if each.shown]

    def _suppressed(self, file: ReadFile, found: list[_Found]) -> list[Finding]:
        comments = [each for document in _with_comments(file) for each in ignore_comments(document)]
        if not comments:
            return [each.finding for each in found if each.shown]

        def judged_in(document: Document) -> list[str]:
            names = self.parts.judged_in(document)
            return [name for name in names if self.failures.is_trusted(name, file.path)]

        marked, judged = suppress([each.finding for each in found], comments, judged_in, self.rules)
        settled = [finding for finding, each in zip(marked, found, strict=True) if each.shown]
        for comment in judged:
            dispatch = self.parts.at(comment.comment.spot)
            if dispatch is None:
                continue
            visit = Visit(comment, dispatch)
            for choice in visit.choices:
                try:
                    settled.extend(
                        self._finding(choice, problem, None)
                        for problem in choice.check(comment)
                        if choice.shows(problem.severity)
                    )
                except Exception as error:
                    self.failures.add(error, choice.rule)
        return settled


class _Found:
    """A finding, and what is needed to locate its problem again."""

    def __init__(
        self, choice: Choice, problem: Problem, owner: KubernetesObject | None, finding: Finding
    ) -> None:
        self.choice, self.problem, self.owner, self.finding = choice, problem, owner, finding
        self.shown = choice.shows(problem.severity)


def _count_pods(obj: KubernetesObject) -> int:
    return sum(1 for _ in pods_of(obj))


def _with_comments(file: ReadFile) -> Iterator[Document]:
    if "podlint:" in file.text:
        yield from (document for document in file.documents if document.error is None)


def _order(finding: Finding) -> tuple[int, int, str, str]:
    span = finding.location.span
    line, column = (span.start_line, span.start_column) if span else (0, 0)
    return line, column, finding.rule, finding.message
