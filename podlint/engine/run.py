"""The second phase: rules over the files of a unit; problems become findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from podlint.config.config import Config
from podlint.document import Document, Path, Place
from podlint.engine.choice import Choice
from podlint.engine.dispatch import Dispatch, Dispatches
from podlint.engine.locate import Locator
from podlint.engine.suppress import ignore_comments, suppress
from podlint.engine.visit import Unit, Visit, Visitor
from podlint.finding.problem import Problem, Spot
from podlint.finding.report import Finding, Report, Source
from podlint.models.workloads import pods_of
from podlint.reading.file import ReadFile

__all__ = ["Unit", "lint"]


def lint(unit: Unit, dispatches: Dispatches) -> Report:
    """Run the rules over a unit and report on its `reported` files."""
    run = _Run(unit, dispatches)
    run.visit()
    findings = tuple(finding for file in unit.reported for finding in run.settled(file))
    return Report(
        findings=findings,
        skipped=tuple(each for file in unit.reported for each in file.skipped),
        files=len(unit.reported),
        objects=sum(len(file.objects) for file in unit.reported),
        pods=sum(
            1 for file in unit.reported for each in file.objects for _ in pods_of(each.object)
        ),
        sources=_sources(findings, unit.files),
    )


class _Run:
    """One pass over a unit."""

    def __init__(self, unit: Unit, dispatches: Dispatches) -> None:
        self.unit = unit
        self.rules = dispatches.rules
        static = _static_pod_files(unit, dispatches.config)
        self.parts = _Parts(unit, dispatches, static)
        cluster = dispatches.config.cluster.of(dispatches.config.kubernetes_version)
        self.visitor = Visitor(unit, self.parts, static, cluster)
        self.locator = Locator.over(unit.files)
        self.found: dict[str, list[tuple[Finding, bool]]] = {
            file.path: [] for file in unit.reported
        }

    def visit(self) -> None:
        """Hand everything to the rules that visit it, and locate what they say."""
        for visit in self.visitor.visits():
            for choice in visit.choices:
                for problem in choice.check(visit.target):
                    self._take(visit, choice, problem)

    def _take(self, visit: Visit, choice: Choice, problem: Problem) -> None:
        if visit.target is self.unit.objects:
            found = self.parts.alike(choice, problem.at)
            if found is None:
                return
            choice = found
        finding = self._finding(choice, problem, visit)
        shown = choice.shows(problem.severity)
        self.found[finding.location.path].append((finding, shown))

    def _finding(self, choice: Choice, problem: Problem, visit: Visit) -> Finding:
        severity = choice.weigh(problem.severity)
        return self.locator.finding(choice.rule.name, severity, problem, visit.owner)

    def settled(self, file: ReadFile) -> list[Finding]:
        """A file's findings in order, suppressed where a comment says so.

        What the profile does not show goes last: a comment may be there for it.
        """
        found = sorted(self.found[file.path], key=lambda each: _order(each[0]))
        comments = [each for document in _with_comments(file) for each in ignore_comments(document)]
        if not comments:
            return [finding for finding, shown in found if shown]
        marked, judged = suppress(
            [finding for finding, _ in found], comments, self.parts.judged_in, self.rules
        )
        settled = [finding for finding, (_, shown) in zip(marked, found, strict=True) if shown]
        for comment in judged:
            dispatch = self.parts.at(comment.comment.spot)
            if dispatch is None:
                continue
            visit = Visit(comment, dispatch)
            for choice in visit.choices:
                settled.extend(
                    self._finding(choice, problem, visit)
                    for problem in choice.check(comment)
                    if choice.shows(problem.severity)
                )
        return sorted(settled, key=_order)


class _Parts:
    """Which rules run on which part of a unit."""

    def __init__(self, unit: Unit, dispatches: Dispatches, static: frozenset[str]) -> None:
        self._of: dict[Document, dict[Path, Dispatch]] = {}
        for file in unit.reported:
            is_static = file.path in static
            whole = dispatches.at(file.path, None, is_static)
            for document in file.documents:
                self._of[document] = {(): whole}
            for decoded in file.objects:
                at = decoded.object.at
                self._of[at.document][at.path] = dispatches.at(
                    file.path, decoded.object.namespace, is_static
                )

    def at(self, place: Place | Spot) -> Dispatch | None:
        """What runs at a place; None where nothing is reported."""
        dispatches = self._of.get(place.document)
        if dispatches is None:
            return None
        path = place.path if isinstance(place, Place) else ()
        return next(
            dispatches[path[:end]] for end in range(len(path), -1, -1) if path[:end] in dispatches
        )

    def all(self) -> tuple[Dispatch, ...]:
        """Everything that runs anywhere, each once."""
        found = {id(each): each for them in self._of.values() for each in them.values()}
        return tuple(found.values())

    def alike(self, choice: Choice, place: Place | Spot) -> Choice | None:
        """The choice of the same rule with the same options at a place."""
        dispatch = self.at(place)
        found = dispatch and dispatch.called(choice.rule.name)
        return found if found and found.given == choice.given else None

    def judged_in(self, document: Document) -> list[str]:
        """The names of the rules that show what they usually say everywhere in a document."""
        first, *others = self._of[document].values()
        return [
            choice.rule.name
            for choice in first.choices
            if all(
                (found := each.called(choice.rule.name)) and found.shows(None)
                for each in (first, *others)
            )
        ]


def _static_pod_files(unit: Unit, config: Config) -> frozenset[str]:
    """The paths of the files that a kubelet reads."""
    named = [
        path.rstrip("/")
        for obj in unit.objects.named("KubeletConfiguration")
        if isinstance(path := obj.written.get("staticPodPath"), str) and path.startswith("/")
    ]
    folders = [path for path in named if path]
    return frozenset(
        file.path for file in unit.files if config.holds_static_pod(file.path, folders)
    )


def _sources(findings: Iterable[Finding], files: Iterable[ReadFile]) -> tuple[Source, ...]:
    """The files that findings lie in or point to."""
    paths = {
        location.path
        for finding in findings
        for location in (finding.location, *(each.location for each in finding.related))
    }
    return tuple(Source(file.path, file.text) for file in files if file.path in paths)


def _with_comments(file: ReadFile) -> Iterator[Document]:
    if "podlint:" in file.text:
        yield from (document for document in file.documents if document.error is None)


def _order(finding: Finding) -> tuple[int, int, str, str]:
    span = finding.location.span
    line, column = (span.start_line, span.start_column) if span else (0, 0)
    return line, column, finding.rule, finding.message
