"""The second phase: rules over the files of a unit; problems become findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from podlint.document import Document
from podlint.facts import FileFacts
from podlint.finding import Finding, Problem, Report, Source
from podlint.locate import Stamp
from podlint.models import KubernetesObject
from podlint.objects import ObjectSet
from podlint.ruleset import ChosenRule, Ruleset
from podlint.suppress import ignore_comments, suppress
from podlint.workloads import pods_of


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that are judged together.

    Attributes:
        files: All files of the unit.
        reported: Those of them whose findings are wanted; the others are context.
        objects: The objects of all files.
    """

    files: tuple[FileFacts, ...]
    reported: tuple[FileFacts, ...]
    objects: ObjectSet


def lint(unit: Unit, ruleset: Ruleset) -> Report:
    """Run the rules over a unit and report on its `reported` files."""
    dispatch = _Dispatch.of(ruleset)
    stamp = Stamp.over(unit.files)
    wanted = {document for file in unit.reported for document in file.documents}
    findings: dict[str, list[Finding]] = {file.path: [] for file in unit.reported}
    not_shown = 0
    for chosen, problem in _problems(unit, dispatch):
        if problem.at.document not in wanted:
            continue
        if not chosen.shown:
            not_shown += 1
            continue
        finding = stamp.finding(chosen.rule.name, chosen.severity, problem)
        findings[finding.location.path].append(finding)
    settled = tuple(
        finding
        for file in unit.reported
        for finding in _settled(file, findings[file.path], dispatch, stamp, ruleset)
    )
    return Report(
        findings=settled,
        skipped=tuple(each for file in unit.reported for each in file.skipped),
        files=len(unit.reported),
        objects=sum(len(file.objects) for file in unit.reported),
        pods=sum(
            1 for file in unit.reported for each in file.objects for _ in pods_of(each.object)
        ),
        not_shown=not_shown,
        sources=_sources(settled, unit.files),
    )


def _sources(findings: Iterable[Finding], files: Iterable[FileFacts]) -> tuple[Source, ...]:
    """The files that findings lie in or point to."""
    paths = {
        location.path
        for finding in findings
        for location in (finding.location, *(each.location for each in finding.related))
    }
    return tuple(Source(file.path, file.text) for file in files if file.path in paths)


@dataclass(frozen=True, slots=True)
class _Dispatch:
    """The chosen rules by what they visit."""

    by_target: dict[type, list[ChosenRule]]

    @classmethod
    def of(cls, ruleset: Ruleset) -> _Dispatch:
        by_target: dict[type, list[ChosenRule]] = defaultdict(list)
        for chosen in ruleset.chosen:
            by_target[chosen.rule.target].append(chosen)
        return cls(dict(by_target))

    def run(self, target: object, fragment: bool = False) -> Iterator[tuple[ChosenRule, Problem]]:
        """The problems of one target; a fragment is judged only by rules that can."""
        for kind in type(target).__mro__:
            for chosen in self.by_target.get(kind, ()):
                if not fragment or chosen.rule.fragments:
                    for problem in chosen.problems(target):
                        yield chosen, problem


def _problems(unit: Unit, dispatch: _Dispatch) -> Iterator[tuple[ChosenRule, Problem]]:
    for file in unit.reported:
        for document in file.documents:
            yield from dispatch.run(document)
        for decoded in file.objects:
            fragment = unit.objects.is_fragment(decoded.object)
            yield from dispatch.run(decoded, fragment)
            yield from _object_problems(decoded.object, fragment, dispatch)
    yield from dispatch.run(unit.objects)


def _object_problems(
    obj: KubernetesObject, fragment: bool, dispatch: _Dispatch
) -> Iterator[tuple[ChosenRule, Problem]]:
    yield from dispatch.run(obj, fragment)
    for pod in pods_of(obj):
        partial = fragment or pod.partial
        yield from dispatch.run(pod, partial)
        for container in pod.spec.all_containers:
            yield from dispatch.run(container, partial)


def _settled(
    file: FileFacts,
    findings: Iterable[Finding],
    dispatch: _Dispatch,
    stamp: Stamp,
    ruleset: Ruleset,
) -> list[Finding]:
    """A file's findings in order, suppressed where a comment says so."""
    comments = [each for document in _with_comments(file) for each in ignore_comments(document)]
    settled = sorted(findings, key=_order)
    if comments:
        settled, judged = suppress(settled, comments, ruleset.shown, ruleset.known)
        for each in judged:
            for chosen, problem in dispatch.run(each):
                if chosen.shown:
                    settled.append(stamp.finding(chosen.rule.name, chosen.severity, problem))
        settled.sort(key=_order)
    return settled


def _with_comments(file: FileFacts) -> Iterator[Document]:
    if "podlint:" in file.text:
        yield from (document for document in file.documents if document.error is None)


def _order(finding: Finding) -> tuple[int, int, str, str]:
    span = finding.location.span
    line, column = (span.start_line, span.start_column) if span else (0, 0)
    return line, column, finding.rule, finding.message
