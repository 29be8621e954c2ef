"""Traverses a unit once, and yields everything that rules visit, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

from podlint.document import Document, Path, Place
from podlint.engine.choice import Choice
from podlint.engine.dispatch import Dispatch
from podlint.engine.failures import Failures
from podlint.engine.parts import Parts
from podlint.finding.severity import Severity
from podlint.models import Decoded, KubernetesObject
from podlint.models.workload_shape import unmodelled
from podlint.models.workloads import PodTarget, pods_of
from podlint.reading.file import ReadFile
from podlint.reading.unit import Unit
from podlint.relations.object_set import ObjectSet
from podlint.startup.frozen import Frozen
from podlint.targets.judged_pod import JudgedPod, UnrestrictedPod
from podlint.targets.refused import Refused
from podlint.targets.standards_asked import StandardsAsked
from podlint.targets.submission import Submission
from podlint.targets.submitting import submitted


class Visit(NamedTuple):
    """A target, with the rules to visit it.

    Attributes:
        target: The value that the rules get.
        dispatch: The rules that run here.
        owner: The object that the target is or belongs to; None for documents and whole units.
        fragment: The target is only a part; only rules that can judge fragments run.
        present: The names of the fields and kinds that are written in the target's object, for
            rules that ask for some of them; None to run all rules.
        only: The one rule that visits the target; None for all that visit its type.
    """

    target: object
    dispatch: Dispatch
    owner: KubernetesObject | None = None
    fragment: bool = False
    present: frozenset[str] | None = None
    only: str | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The rules that visit the target, in order."""
        target = type(self.target)
        if self.only is None:
            return self.dispatch.visitors(target, self.fragment, self.present)
        choice = self.dispatch.called(self.only)
        return (choice,) if choice and choice.visits(target) else ()


class Visitor(Frozen):
    """Traverses a unit.

    Attributes:
        unit: The unit.
        parts: The rules of its parts.
        failures: Records what is being visited, and what fails.
    """

    unit: Unit
    parts: Parts
    failures: Failures

    def visits(self) -> Iterator[Visit]:
        """Everything that rules visit: documents, objects with their Pods, files, the unit."""
        failures = self.failures
        standards = failures.attempt(StandardsAsked.of, self.unit.objects) or StandardsAsked({})
        for file in self.unit.reported:
            for document in file.documents:
                failures.begin(file.path, Place(document))
                if dispatch := self.parts.at(Place(document)):
                    yield Visit(document, dispatch, present=dispatch.relevant(_faults_in(document)))
            for decoded in file.objects if file.path not in self.unit.built else ():
                failures.begin(file.path, decoded.object.at)
                if dispatch := self.parts.at(decoded.object.at):
                    yield from self._contained(self._of_object(decoded, dispatch, standards))
            if file.path in self.parts.static:
                failures.begin(file.path)
                yield from self._contained(self._of_static_pod_file(file))
        if any(file.path not in self.unit.built for file in self.unit.reported):
            failures.begin(self.unit.path)
            yield from self._contained(self._of_all_objects())

    def _contained(self, visits: Iterator[Visit]) -> Iterator[Visit]:
        try:
            yield from visits
        except Exception as error:
            self.failures.add(error)

    def _of_all_objects(self) -> Iterator[Visit]:
        """The unit's objects together, once for each rule and each different set of its options."""
        objects = self.unit.objects
        seen: dict[str, list[Mapping[str, Any]]] = {}
        for dispatch in self.parts.all():
            present = dispatch.relevant(objects.written)
            for choice in dispatch.visitors(ObjectSet, present=present):
                options = seen.setdefault(choice.rule.name, [])
                if choice.given not in options:
                    options.append(choice.given)
                    yield Visit(objects, dispatch, only=choice.rule.name)

    def _of_object(
        self, decoded: Decoded, dispatch: Dispatch, standards: StandardsAsked
    ) -> Iterator[Visit]:
        obj, objects = decoded.object, self.unit.objects
        fragment, present = objects.is_fragment(obj), dispatch.relevant(objects.written_in(obj))
        yield from self._contained(
            self._of_submission(decoded, Visit(obj, dispatch, obj, fragment, present))
        )
        yield Visit(obj, dispatch, obj, fragment, present)
        for pod in pods_of(obj, dispatch.cluster.versions):
            partial = fragment or pod.partial
            visit = Visit(pod, dispatch, obj, partial, present)
            yield from self._of_pod(pod, visit, standards)

    def _of_submission(self, decoded: Decoded, visit: Visit) -> Iterator[Visit]:
        """The object as it is submitted, and each place in it that the API server refuses."""
        dispatch, present = visit.dispatch, visit.present
        if not (dispatch.visits(Submission, present) or dispatch.visits(Refused, present)):
            return
        submission = submitted(
            decoded, dispatch.cluster, self.unit.objects, self._filled_in(decoded)
        )
        if not submission.has_faults:
            return
        yield visit._replace(target=submission)
        for rule, places in submission.claimed.items():
            for refusals in places:
                yield visit._replace(target=Refused(submission, tuple(refusals)), only=rule)

    def _filled_in(self, decoded: Decoded) -> dict[Path, str]:
        """The values in an object that another tool fills in, by their paths in it."""
        inside = self.unit.placeholders.get(decoded.object.at, {})
        return {path: each.text for path, each in inside.items() if not each.assumed}

    def _of_pod(self, pod: PodTarget, visit: Visit, standards: StandardsAsked) -> Iterator[Visit]:
        yield visit
        yield from self._contained(self._of_judged_pod(pod, visit, standards))
        if visit.dispatch.nodes.groups and not visit.fragment:
            yield from self._contained(self._of_placed_pod(pod, visit))
        for container in pod.spec.all_containers:
            yield visit._replace(target=container)

    def _of_judged_pod(
        self, pod: PodTarget, visit: Visit, standards: StandardsAsked
    ) -> Iterator[Visit]:
        dispatch, present = visit.dispatch, visit.present
        judging = dispatch.visitors(JudgedPod, visit.fragment, present)
        unrestricted = dispatch.visits(UnrestrictedPod, present)
        if not judging and not unrestricted:
            return
        asked = standards.on(pod, dispatch.pod_security)
        severity = Severity.ERROR if any(each.is_enforced for each in asked) else None
        if any(choice.shows(severity) for choice in judging):
            services = self.unit.objects.services_of(pod)
            judged = JudgedPod.of(pod, asked, visit.fragment, services)
            if judged.has_violations:
                yield visit._replace(target=judged)
        if unrestricted and all(each.standard.level != "restricted" for each in asked):
            yield visit._replace(target=UnrestrictedPod(pod))

    def _of_placed_pod(self, pod: PodTarget, visit: Visit) -> Iterator[Visit]:
        # Imported here, because few projects describe their nodes.
        from podlint.targets.placed_pod import PlacedPod

        if visit.dispatch.visits(PlacedPod, visit.present):
            placed = PlacedPod.of(pod, visit.dispatch.nodes, self.unit.objects)
            if placed:
                yield visit._replace(target=placed)

    def _of_static_pod_file(self, file: ReadFile) -> Iterator[Visit]:
        # Imported here, because few files have static Pods.
        from podlint.targets.static_pod_file import StaticPodFile

        folder = PurePath(file.path).parent
        read = {
            each.path: StaticPodFile.of(each.documents, each.objects)
            for each in self.unit.files
            if PurePath(each.path).parent == folder and each.path in self.parts.static
        }
        target = read.pop(file.path)
        beside = tuple(each.pod for each in read.values() if each.pod)
        dispatch = self.parts.at(Place(target.documents[0])) if target.documents else None
        if dispatch:
            yield Visit(target.replace(beside=beside), dispatch)


def _faults_in(document: Document) -> list[str]:
    """The kinds of a document's faults, for which rules about documents ask."""
    kinds: list[str] = [fault.kind for fault in document.problems]
    if document.error:
        kinds.append("error")
    elif any(True for _ in unmodelled(document.data)):
        kinds.append("unmodelled-workload")
    return kinds
