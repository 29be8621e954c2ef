"""Lints what a kustomization builds, and locates the findings where their values are written."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from podlint.config.config import Config
from podlint.document import Document, Place
from podlint.document.field_path import container_name, field_text
from podlint.document.redaction import Source
from podlint.document.secrets import Secret, secrets_in
from podlint.engine.dispatch import Dispatches
from podlint.engine.failures import Failures
from podlint.engine.found import Found, problems_in
from podlint.engine.locate import Locator, identity_of
from podlint.engine.parts import Parts
from podlint.engine.vendored import of_vendored
from podlint.finding.problem import Problem, Spot
from podlint.finding.report import (
    BuiltObject,
    Finding,
    Location,
    ObjectReference,
    ReadError,
)
from podlint.finding.severity import Severity
from podlint.reading.file import ReadFile
from podlint.reading.fragments import Fragments
from podlint.reading.unit import Unit, object_set
from podlint.rendering.inline_patches import PatchText, patch_at
from podlint.rendering.writers import Translated, Writers
from podlint.startup.frozen import Frozen
from podlint.suppression.comments import comments_in
from podlint.suppression.deciding import Candidate, Use
from podlint.suppression.project import Suppressions
from podlint.suppression.rendered import built_annotations
from podlint.suppression.written import Written

if TYPE_CHECKING:
    from datetime import date

__all__ = ["BuiltFinding", "BuiltReport", "lint_build", "unit_built"]


class BuiltFinding(Frozen):
    """A finding in what is built, at the place that wrote the value.

    Attributes:
        finding: The finding.
        shown: Whether the profile shows it.
    """

    finding: Finding
    shown: bool


class BuiltReport(Frozen):
    """The report on what one kustomization builds.

    Attributes:
        findings: The findings.
        sources: The files in which they are.
        errors: What could not be checked because of an internal error.
        name: What messages call it if it was not built.
        files: The real paths of all files that took part; empty if nothing was built.
        outputs: Digests of the resources.
        not_built: What was not built, and where: everything if `files` is empty.
        inputs: As for `podlint.finding.report.Report`.
        looked_for: As for `podlint.finding.report.Report`.
        day: As for `podlint.finding.report.Report`.
        used: The suppressions that suppress some of the findings.
    """

    findings: tuple[BuiltFinding, ...] = ()
    sources: tuple[Source, ...] = ()
    errors: tuple[ReadError, ...] = ()
    name: str = "kustomization"
    files: frozenset[str] = frozenset()
    outputs: frozenset[bytes] = frozenset()
    not_built: tuple[tuple[Location, str], ...] = ()
    inputs: tuple[str, ...] = ()
    looked_for: tuple[str, ...] = ()
    day: date | None = None
    used: frozenset[Use] = frozenset()


def unit_built(read: Iterable[ReadFile | ReadError], complete: bool) -> Unit:
    """What a kustomization builds, as files that are judged together.

    Args:
        read: The resources, as `podlint.rendering.built_files.built_files` makes them.
        complete: Nothing else is applied with them.
    """
    read = tuple(read)
    files = tuple(each for each in read if isinstance(each, ReadFile))
    errors = tuple(each for each in read if isinstance(each, ReadError))
    objects = object_set(files, Fragments(), complete=complete and not errors, built=True)
    return Unit(files, files, objects, errors)


def lint_build(
    name: str,
    folder: str,
    unit: Unit,
    dispatches: Dispatches,
    writers: Writers,
    suppressions: Suppressions,
) -> BuiltReport:
    """Lint what a kustomization builds.

    Args:
        name: What the build is called in reports.
        folder: The folder of the kustomization, as in reports.
        unit: What is built.
        dispatches: The rules.
        writers: Finds the places that wrote the values.
        suppressions: The suppressions of the run.
    """
    failures = Failures(name)
    parts = Parts(unit, dispatches, failures, folder)
    found = list(problems_in(unit, parts, failures))
    built_object = partial(BuiltObject, name, folder=folder)
    located = _Located(built_object, unit.files, writers, failures, dispatches.config)
    placed = list(located.findings(found))
    written = [*located.written(), *built_annotations(unit.files, writers)]
    decided = suppressions.decide([each.candidate for each in placed], written)
    findings = tuple(
        each.found.replace(finding=each.found.finding.replace(suppressed=suppressed))
        if (suppressed := decided.suppressed.get(number))
        else each.found
        for number, each in enumerate(placed)
    )
    failed = (error for file in unit.files for error in file.errors)
    return BuiltReport(
        findings,
        tuple(located.sources(findings)),
        (*unit.unread, *failed, *failures.errors),
        used=decided.used,
    )


class _Placed(NamedTuple):
    """A finding, and what decides about its suppression."""

    found: BuiltFinding
    candidate: Candidate


class _Located:
    """Makes findings of the problems in a build."""

    def __init__(
        self,
        built_object: Callable[[ObjectReference | None], BuiltObject],
        files: tuple[ReadFile, ...],
        writers: Writers,
        failures: Failures,
        config: Config,
    ) -> None:
        self._built_object = built_object
        self._config = config
        self._files = files
        self._writers = writers
        self._failures = failures
        self._locator = Locator.over(())

    def findings(self, found: list[Found]) -> Iterator[_Placed]:
        """The findings of problems."""
        built = Locator.over(self._files)
        told = built.told_by(each.problem for each in found if each.problem.secret)
        built = Locator.over(self._files, told) if told else built
        translated = []
        for each in found:
            try:
                worded = built.worded(each.problem)
                is_practice = each.severity is Severity.INFO
                translated.append((each, self._writers.translated(worded, is_practice)))
            except LookupError:
                continue
            except Exception as error:
                self._failures.add(error, each.choice.rule)
        declared = tuple(
            secret for each, to in translated for secret in _declared(each, to.problem)
        )
        self._locator = Locator.over(tuple(self._writers.files.values()), declared)
        for each, to in translated:
            try:
                yield self._finding(each, to, built)
            except Exception as error:
                self._failures.add(error, each.choice.rule)

    def written(self) -> Iterator[Written]:
        """The suppression comments in the files of writers."""
        for file in self._writers.files.values():
            yield from comments_in(file)

    def _finding(self, found: Found, to: Translated, built: Locator) -> _Placed:
        finding = self._locator.finding(found.choice.rule.name, found.severity, to.problem)
        if patch := patch_at(to.problem.at):
            finding = _named_by_field(finding, patch, to.built)
        reference = built.reference_at(found.problem.at)
        finding = finding.replace(builds=(self._built_object(reference),))
        written = self._writers.of(found.problem.at)
        places = (written.at, *written.overridden)
        writers = (finding.location, *map(self._locator.location, places))
        candidate = Candidate(
            finding.rule,
            finding.container,
            finding.location.path,
            found.problem.at,
            (
                *((each.path, each.span.start_line) for each in writers if each.span),
                *(line for each in places for line in self._locator.lines_of_uses(each)),
            ),
            tuple(each for each in (finding.object, reference) if each),
        )
        kept = of_vendored(finding, self._config)
        shown = found.shown and kept is not None
        return _Placed(BuiltFinding(kept or finding, shown), candidate)

    def sources(self, findings: Iterable[BuiltFinding]) -> Iterator[Source]:
        """The files in which findings, or related places, are."""
        paths = {
            location.path
            for each in findings
            for location in (
                each.finding.location,
                *(related.location for related in each.finding.related),
            )
        }
        for file in self._writers.files.values():
            if file.path in paths:
                yield self._locator.source(file)


def _named_by_field(finding: Finding, patch: PatchText, built: Place | Spot) -> Finding:
    """A finding in a patch with the field that the patch writes in what is built."""
    data, field = built.document.data, built.path if isinstance(built, Place) else ()
    about = patch.object or finding.object
    if patch.numbered:
        return finding.replace(
            object=about, field=field_text(field), identity=identity_of(finding.rule, about, field)
        )
    return finding.replace(
        object=about,
        field=field_text(field),
        container=container_name(data, field),
        identity=identity_of(finding.rule, about, field, data),
    )


def _declared(found: Found, problem: Problem) -> Iterator[tuple[Document, Secret]]:
    """The secrets of a built object that may stand in the text of an inline patch or a literal."""
    places = (problem.at, *(each.at for each in problem.related))
    documents = {each.document for each in places if isinstance(each, Spot)}
    if not documents:
        return
    for secret in secrets_in(found.problem.at.document):
        for text in {secret.text, _decoded(secret.text)}:
            for document in documents:
                if text and text in document.text:
                    yield document, Secret((), text)


def _decoded(text: str) -> str:
    """The text in the data of a Secret; empty if it is no text."""
    try:
        return b64decode(text, validate=True).decode()
    except (NotBase64, ValueError):
        return ""
