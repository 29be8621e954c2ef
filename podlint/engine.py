"""The second phase: rules over the files of a unit; problems become findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from podlint.demand import Demands
from podlint.document import Document, Place
from podlint.facts import FileFacts
from podlint.failures import Failures
from podlint.finding import Finding, Problem, Report
from podlint.locate import Stamp
from podlint.models import Decoded, KubernetesObject
from podlint.pod_security import HeldPod, UnrestrictedPod
from podlint.redaction import Source
from podlint.rule import Rule
from podlint.rulebook import Rulebook
from podlint.ruleset import ChosenRule, Failed, Problems
from podlint.set_rules import problems_of_set
from podlint.submission import Submission, submitted
from podlint.suppress import ignore_comments, suppress
from podlint.unit import Unit, UnitRules
from podlint.validation.cluster import Cluster
from podlint.workloads import pods_of


def lint(unit: Unit, rules: Rulebook) -> Report:
    """Run the rules over a unit and report on its `reported` files.

    What fails on the way, be it a rule or podlint itself, is in `Report.errors`; the rest goes on.
    """
    failures = Failures(unit.path)
    parts = UnitRules(unit, rules, failures)
    stamp, findings, not_shown = _found(unit, parts, failures)
    settled = tuple(
        finding
        for file in unit.reported
        for finding in _settled(file, findings[file.path], parts, stamp, failures)
    )
    return Report(
        findings=settled,
        skipped=tuple(each for file in unit.reported for each in file.skipped),
        errors=(*(each for file in unit.reported for each in file.errors), *failures.errors),
        files=len(unit.reported),
        objects=sum(len(file.objects) for file in unit.reported),
        pods=sum(
            failures.attempt(_count_pods, each.object) or 0
            for file in unit.reported
            for each in file.objects
        ),
        not_shown=not_shown,
        sources=_sources(settled, unit.files, stamp),
    )


def _found(
    unit: Unit, parts: UnitRules, failures: Failures
) -> tuple[Stamp, dict[str, list[Finding]], int]:
    """The findings of each file, what they were made with, and how many are not shown."""
    stamp = Stamp.over(unit.files)
    made: dict[str, list[tuple[Finding, ChosenRule, Problem]]]
    made = {file.path: [] for file in unit.reported}
    secrets: list[Problem] = []
    not_shown = 0
    for chosen, problem in _problems(unit, parts, failures):
        # A rule may yield anything.
        if isinstance(problem, Problem) and problem.secret:
            secrets.append(problem)
        if not chosen.shown:
            not_shown += 1
            continue
        finding = _stamped(stamp, chosen, problem, failures)
        # A rule may speak of a file that is context only.
        if finding and (beside := made.get(finding.location.path)) is not None:
            beside.append((finding, chosen, problem))
    if told := stamp.told_by(secrets):
        # Findings that were made before must not show them either.
        stamp = Stamp.over(unit.files, told)
        made = {
            path: [
                (stamp.finding(chosen.rule.name, chosen.severity, problem), chosen, problem)
                for _, chosen, problem in them
            ]
            for path, them in made.items()
        }
    return stamp, {path: [each for each, _, _ in them] for path, them in made.items()}, not_shown


def _stamped(
    stamp: Stamp, chosen: ChosenRule, problem: Problem, failures: Failures
) -> Finding | None:
    try:
        return stamp.finding(chosen.rule.name, chosen.severity, problem)
    except Exception as error:
        failures.add(error, chosen.rule)
        return None


def _count_pods(obj: KubernetesObject) -> int:
    return sum(1 for _ in pods_of(obj))


def _sources(
    findings: Iterable[Finding], files: Iterable[FileFacts], stamp: Stamp
) -> tuple[Source, ...]:
    """The files that findings lie in or point to."""
    paths = {
        location.path
        for finding in findings
        for location in (finding.location, *(each.location for each in finding.related))
    }
    return tuple(stamp.source(file) for file in files if file.path in paths)


def _problems(unit: Unit, parts: UnitRules, failures: Failures) -> Problems:
    demands = failures.attempt(Demands.of, unit.objects) or Demands({})
    failed = failures.add_of
    for file in unit.reported:
        for document in file.documents:
            failures.begin(file.path, Place(document))
            if whole := parts.at(Place(document)):
                yield from whole.about(_faults_in(document)).run(document, failed)
        for decoded in file.objects:
            failures.begin(file.path, decoded.object.at)
            try:
                yield from _object_problems(decoded, unit, parts, demands, failures)
            except Exception as error:
                failures.add(error)
        if file.path in parts.static:
            failures.begin(file.path)
            try:
                yield from _static_pod_problems(file, unit, parts, failed)
            except Exception as error:
                failures.add(error)
    failures.begin(unit.path)
    for ruleset in parts.all():
        for chosen, problem in problems_of_set(unit.objects, ruleset, failures, parts.path_of):
            try:
                here = parts.at(problem.at) is ruleset
            except Exception as error:
                failures.add_of(chosen, error)
            else:
                if here:
                    yield chosen, problem


def _faults_in(document: Document) -> Iterator[str]:
    if document.error:
        yield "error"
    yield from (fault.kind for fault in document.problems)


def _static_pod_problems(file: FileFacts, unit: Unit, parts: UnitRules, failed: Failed) -> Problems:
    # Imported here: few files are read by a kubelet.
    from podlint.static_pods import StaticPodFile

    folder = PurePath(file.path).parent
    read = {
        each.path: StaticPodFile.of(each.documents, each.objects)
        for each in unit.files
        if PurePath(each.path).parent == folder and each.path in parts.static
    }
    target = read.pop(file.path)
    beside = tuple(each.pod for each in read.values() if each.pod)
    ruleset = parts.at(Place(target.documents[0])) if target.documents else None
    if ruleset:
        yield from ruleset.run(target.replace(beside=beside), failed)


def _object_problems(
    decoded: Decoded, unit: Unit, parts: UnitRules, demands: Demands, failures: Failures
) -> Problems:
    obj, failed = decoded.object, failures.add_of
    fragment = unit.objects.is_fragment(obj)
    ruleset = parts.at(obj.at)
    if ruleset is None:
        return
    ruleset = ruleset.about(unit.objects.written_in(obj))
    yield from ruleset.run(decoded, failed, fragment)
    if ruleset.visits(Submission):
        submission = failures.attempt(_refused, decoded, fragment, parts.cluster)
        if submission:
            yield from ruleset.run(submission, failed, fragment)
    yield from ruleset.run(obj, failed, fragment)
    for pod in pods_of(obj):
        partial = fragment or pod.partial
        yield from ruleset.run(pod, failed, partial)
        if ruleset.visits(HeldPod) or ruleset.visits(UnrestrictedPod):
            asked = demands.on(pod, ruleset.pod_security)
            held = failures.attempt(HeldPod.of, pod, asked, partial)
            if held and held.has_faults:
                yield from ruleset.run(held, failed, partial)
            if held and not held.asks_for("restricted"):
                yield from ruleset.run(UnrestrictedPod(pod), failed, partial)
        for container in pod.spec.all_containers:
            yield from ruleset.run(container, failed, partial)


def _refused(decoded: Decoded, fragment: bool, cluster: Cluster) -> Submission | None:
    """An object that the API server has something to say of; None for any other."""
    submission = submitted(decoded, fragment, cluster)
    return submission if submission.has_faults else None


def _settled(
    file: FileFacts, findings: Iterable[Finding], parts: UnitRules, stamp: Stamp, failures: Failures
) -> list[Finding]:
    """A file's findings in order, suppressed where a comment says so."""
    settled = sorted(findings, key=_order)
    failures.begin(file.path)
    try:
        suppressed = _suppressed(file, settled, parts, stamp, failures)
    except Exception as error:
        failures.add(error)
        return settled
    return sorted(suppressed, key=_order)


def _suppressed(
    file: FileFacts, findings: list[Finding], parts: UnitRules, stamp: Stamp, failures: Failures
) -> list[Finding]:
    comments = [each for document in _with_comments(file) for each in ignore_comments(document)]
    if not comments:
        return findings

    def ran(document: Document) -> list[Rule]:
        return [each for each in parts.shown_in(document) if failures.is_trusted(each, file.path)]

    found, judged = suppress(findings, comments, ran, parts.known)
    for each in judged:
        ruleset = parts.at(each.comment.spot)
        for chosen, problem in ruleset.run(each, failures.add_of) if ruleset else ():
            if chosen.shown and (finding := _stamped(stamp, chosen, problem, failures)):
                found.append(finding)
    return found


def _with_comments(file: FileFacts) -> Iterator[Document]:
    if "podlint:" in file.text:
        yield from (document for document in file.documents if document.error is None)


def _order(finding: Finding) -> tuple[int, int, str, str]:
    span = finding.location.span
    line, column = (span.start_line, span.start_column) if span else (0, 0)
    return line, column, finding.rule, finding.message
