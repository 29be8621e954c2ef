"""The second phase: rules over the files of a unit; problems become findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from podlint.config.config import Config
from podlint.document import Document, Path, Place
from podlint.engine.choice import Rulebook
from podlint.engine.dispatch import ChosenRule, Ruleset
from podlint.engine.locate import Locator
from podlint.engine.suppress import ignore_comments, suppress
from podlint.finding.problem import Problem, Spot
from podlint.finding.report import Finding, Report, Source
from podlint.models import KubernetesObject
from podlint.models.workloads import pods_of
from podlint.reading.file import ReadFile
from podlint.relations.object_set import ObjectSet
from podlint.rule.rule import Rule
from podlint.startup.frozen import Frozen
from podlint.targets.judged_pod import JudgedPod, UnrestrictedPod
from podlint.targets.standards_asked import StandardsAsked
from podlint.targets.submission import Submission, submitted


class Unit(Frozen):
    """Files that are judged together.

    Attributes:
        files: All files of the unit.
        reported: Those of them whose findings are wanted; the others are context.
        objects: The objects of all files.
    """

    files: tuple[ReadFile, ...]
    reported: tuple[ReadFile, ...]
    objects: ObjectSet


def lint(unit: Unit, rules: Rulebook) -> Report:
    """Run the rules over a unit and report on its `reported` files."""
    parts = _Parts(unit, rules)
    stamp = Locator.over(unit.files)
    findings: dict[str, list[Finding]] = {file.path: [] for file in unit.reported}
    not_shown = 0
    for chosen, problem in _problems(unit, parts):
        if not chosen.shown:
            not_shown += 1
            continue
        finding = stamp.finding(chosen.rule.name, chosen.severity, problem)
        findings[finding.location.path].append(finding)
    settled = tuple(
        finding
        for file in unit.reported
        for finding in _settled(file, findings[file.path], parts, stamp)
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


def _sources(findings: Iterable[Finding], files: Iterable[ReadFile]) -> tuple[Source, ...]:
    """The files that findings lie in or point to."""
    paths = {
        location.path
        for finding in findings
        for location in (finding.location, *(each.location for each in finding.related))
    }
    return tuple(Source(file.path, file.text) for file in files if file.path in paths)


class _Parts:
    """Which rules run on which part of a unit."""

    def __init__(self, unit: Unit, rules: Rulebook) -> None:
        self.known = rules.rules
        self.cluster = rules.config.cluster.of(rules.config.kubernetes_version)
        self._of: dict[Document, dict[Path, Ruleset]] = {}
        self.static = _static_pod_files(unit, rules.config)
        for file in unit.reported:
            static = file.path in self.static
            whole = rules.ruleset(file.path, None, static)
            for document in file.documents:
                self._of[document] = {(): whole}
            for decoded in file.objects:
                at = decoded.object.at
                self._of[at.document][at.path] = rules.ruleset(
                    file.path, decoded.object.namespace, static
                )

    def at(self, place: Place | Spot) -> Ruleset | None:
        """What runs at a place; None where nothing is reported."""
        rulesets = self._of.get(place.document)
        if rulesets is None:
            return None
        path = place.path if isinstance(place, Place) else ()
        return next(
            rulesets[path[:end]] for end in range(len(path), -1, -1) if path[:end] in rulesets
        )

    def all(self) -> tuple[Ruleset, ...]:
        """Every ruleset that runs anywhere, each once."""
        found = {id(each): each for them in self._of.values() for each in them.values()}
        return tuple(found.values())

    def shown_in(self, document: Document) -> tuple[Rule, ...]:
        """The rules that ran everywhere in a document."""
        first, *others = self._of[document].values()
        return tuple(rule for rule in first.shown if all(rule in each.shown for each in others))


def _problems(unit: Unit, parts: _Parts) -> Iterator[tuple[ChosenRule, Problem]]:
    demands = StandardsAsked.of(unit.objects)
    for file in unit.reported:
        for document in file.documents:
            if whole := parts.at(Place(document)):
                yield from whole.about(_faults_in(document)).run(document)
        for decoded in file.objects:
            fragment = unit.objects.is_fragment(decoded.object)
            if ruleset := parts.at(decoded.object.at):
                ruleset = ruleset.about(unit.objects.written_in(decoded.object))
                yield from ruleset.run(decoded, fragment)
                if ruleset.visits(Submission):
                    submission = submitted(decoded, fragment, parts.cluster)
                    if submission.has_faults:
                        yield from ruleset.run(submission, fragment)
                yield from _object_problems(decoded.object, fragment, ruleset, demands)
        if file.path in parts.static:
            yield from _static_pod_problems(file, unit, parts)
    for ruleset in parts.all():
        for chosen, problem in ruleset.about(unit.objects.written).run(unit.objects):
            if parts.at(problem.at) is ruleset:
                yield chosen, problem


def _faults_in(document: Document) -> Iterator[str]:
    if document.error:
        yield "error"
    yield from (fault.kind for fault in document.problems)


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


def _static_pod_problems(
    file: ReadFile, unit: Unit, parts: _Parts
) -> Iterator[tuple[ChosenRule, Problem]]:
    # Imported here: few files are read by a kubelet.
    from podlint.targets.static_pod_file import StaticPodFile

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
        yield from ruleset.run(target.replace(beside=beside))


def _object_problems(
    obj: KubernetesObject, fragment: bool, ruleset: Ruleset, demands: StandardsAsked
) -> Iterator[tuple[ChosenRule, Problem]]:
    yield from ruleset.run(obj, fragment)
    for pod in pods_of(obj):
        partial = fragment or pod.partial
        yield from ruleset.run(pod, partial)
        if ruleset.visits(JudgedPod) or ruleset.visits(UnrestrictedPod):
            asked = demands.on(pod, ruleset.pod_security)
            held = JudgedPod.of(pod, asked, partial)
            if held.has_faults:
                yield from ruleset.run(held, partial)
            if not held.asks_for("restricted"):
                yield from ruleset.run(UnrestrictedPod(pod), partial)
        for container in pod.spec.all_containers:
            yield from ruleset.run(container, partial)


def _settled(
    file: ReadFile, findings: Iterable[Finding], parts: _Parts, stamp: Locator
) -> list[Finding]:
    """A file's findings in order, suppressed where a comment says so."""
    settled = sorted(findings, key=_order)
    comments = [each for document in _with_comments(file) for each in ignore_comments(document)]
    if comments:
        settled, judged = suppress(settled, comments, parts.shown_in, parts.known)
        for each in judged:
            ruleset = parts.at(each.comment.spot)
            for chosen, problem in ruleset.run(each) if ruleset else ():
                if chosen.shown:
                    settled.append(stamp.finding(chosen.rule.name, chosen.severity, problem))
        settled.sort(key=_order)
    return settled


def _with_comments(file: ReadFile) -> Iterator[Document]:
    if "podlint:" in file.text:
        yield from (document for document in file.documents if document.error is None)


def _order(finding: Finding) -> tuple[int, int, str, str]:
    span = finding.location.span
    line, column = (span.start_line, span.start_column) if span else (0, 0)
    return line, column, finding.rule, finding.message
