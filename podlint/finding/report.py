"""Findings and the report of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Protocol, TypeVar

from podlint.document import JSON, Span
from podlint.document.redaction import Excerpt, Source
from podlint.finding.problem import Fix
from podlint.finding.severity import Severity
from podlint.finding.since import Since
from podlint.finding.suppression import Suppression, SuppressionKind
from podlint.finding.unchecked import CheckedFile, Skipped, Unchecked, Unjudged
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from datetime import date


class LocatedFix(Frozen):
    """A fix of one document.

    Attributes:
        fix: The fix.
        document: The document's number within its file, from 0.
        json_patch: The same edits as operations of a JSON Patch (RFC 6902) on the document's data.
        secret: The edits contain a secret, so no report may show them.
    """

    fix: Fix
    document: int
    json_patch: tuple[Mapping[str, JSON], ...]
    secret: bool = False


class ObjectReference(Frozen):
    """The Kubernetes object of a finding; attributes are None if its manifest does not set them.

    Attributes:
        api_version: The version of the API, such as ``apps/v1``.
        kind: The kind.
        namespace: The namespace.
        name: The name.
        labels: The labels of the object, each with its value. Two references to the same object
            are equal even if their labels differ.
    """

    api_version: str | None
    kind: str | None
    namespace: str | None
    name: str | None
    labels: tuple[tuple[str, str], ...] = ()

    def _values(self) -> tuple[object, ...]:
        return (self.api_version, self.kind, self.namespace, self.name)

    def __str__(self) -> str:
        """Kind and name as kubectl writes them, ``Deployment/web``, after the namespace if any."""
        name = f"{self.kind or '?'}/{self.name or '?'}"
        return f"{self.namespace}/{name}" if self.namespace else name


class Location(Frozen):
    """A region in a file; `span` is None for an object that was passed as data."""

    path: str
    span: Span | None


class RelatedLocation(Frozen):
    """Another place that helps to understand a problem, with its location."""

    message: str
    location: Location


class BuiltObject(Frozen):
    """An object that a kustomization builds.

    Attributes:
        build: What is built: the folder of the kustomization, or the Argo CD Application or Flux
            Kustomization that deploys it.
        object: The object with the names that it has in the cluster.
        folder: The folder of the kustomization.
    """

    build: str
    object: ObjectReference | None
    folder: str = ""


class Finding(Frozen):
    """A problem with its location and the name and severity of its rule.

    Attributes:
        rule: The rule's name.
        severity: The severity of the rule, unless the problem or the configuration changes it.
        message: As in `Problem`.
        why: As in `Problem`.
        help: As in `Problem`.
        location: The file, and the region in it, which is on one line.
        field: The path of the field from the root of the object, as Kubernetes writes it:
            ``spec.containers[0].image``. Empty for a fault in the document itself.
        pointer: The same path as a JSON Pointer (RFC 6901), from the root of the document.
        object: The object that contains the field, if any.
        container: The name of the container that contains the field, if any.
        related: Other places that help to understand the problem.
        fix: How to fix it, or None.
        suppressed: What suppresses the finding, or None.
        identity: The rule, the object and the field, with the names of list items instead of their
            indices. It stays the same if lines move or items are added to lists.
        excerpt: The line of `location`, without its line break. Secrets are masked, as in messages.
        label: As in `Problem`.
        builds: The objects that have the problem, if kustomizations build them from the place of
            the finding. Not part of `identity`.
        steps: As in `Problem`.
    """

    rule: str
    severity: Severity
    message: str
    location: Location
    field: str = ""
    pointer: str = ""
    object: ObjectReference | None = None
    container: str | None = None
    related: tuple[RelatedLocation, ...] = ()
    fix: LocatedFix | None = None
    suppressed: Suppression | None = None
    identity: str = ""
    excerpt: Excerpt | None = None
    why: str | None = None
    help: str | None = None
    label: str | None = None
    builds: tuple[BuiltObject, ...] = ()
    steps: bool = False

    @property
    def advice(self) -> str:
        """The message and the help together, for report formats that have only one text."""
        return f"{self.message}. {self.help}" if self.help else self.message

    @property
    def fingerprint(self) -> str:
        """A hash of the path and `identity`, as 16 hexadecimal digits."""
        from hashlib import sha256

        return sha256(
            f"{self.location.path}\0{self.identity}".encode("utf-8", "surrogatepass")
        ).hexdigest()[:16]


class ReadError(Frozen):
    """A file that could not be checked completely (exit code 2)."""

    path: str
    message: str


class Report(Frozen):
    """The result of a run.

    Attributes:
        findings: All findings, including suppressed ones, ordered by file and position.
        skipped: The documents that were not checked.
        unjudged: The parts of checked documents that were not checked, ordered by file and line:
            fragments and placeholders.
        errors: The files that could not be checked completely, ordered by path.
        checked: The files that were checked, ordered by path.
        sources: The files of findings and of their related places, ordered by path.
        inputs: The absolute paths, in order, of the files that were read, including files that were
            read only as context, and of the folders that were searched. Empty if no files were
            read.
        looked_for: The absolute paths that podlint looked for: whether they exist, and whether they
            are files, affects the report. If these, `inputs` and the day (if any) are unchanged,
            another run has the same report.
        builds: What was built with some of the files; see `BuiltObject.build`.
        since: The commit since which the report has findings; None for all findings.
        day: The day of the run in UTC, if the report depends on it because a suppression expires.
        used: The names in settings and exceptions that suppress something; for podlint itself.
    """

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    errors: tuple[ReadError, ...] = ()
    checked: tuple[CheckedFile, ...] = ()
    sources: tuple[Source, ...] = ()
    inputs: tuple[str, ...] = ()
    looked_for: tuple[str, ...] = ()
    builds: tuple[str, ...] = ()
    since: Since | None = None
    day: date | None = None
    used: frozenset[tuple[str, Hashable, str]] = frozenset()

    @property
    def files(self) -> int:
        """The number of files that were checked."""
        return len(self.checked)

    @property
    def objects(self) -> int:
        """The number of Kubernetes objects in the files."""
        return sum(each.objects for each in self.checked)

    @property
    def pods(self) -> int:
        """The number of Pods and Pod templates that were checked."""
        return sum(each.pods for each in self.checked)

    @property
    def left_out(self) -> tuple[Skipped | Unjudged, ...]:
        """Everything that was not checked, including documents that are not meant for a cluster."""
        return (*self.skipped, *self.unjudged)

    def count_unchecked(self) -> dict[Unchecked, int]:
        """The number of unchecked parts by cause, in the order of `Unchecked`."""
        found = Counter(each.cause for each in self.left_out)
        return {cause: found[cause] for cause in Unchecked if found[cause]}

    def source_of(self, path: str) -> Source:
        """The file of `sources` with this path, or an empty one."""
        return next((source for source in self.sources if source.path == path), Source(path, ""))

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings that are not suppressed."""
        return tuple(each for each in self.findings if each.suppressed is None)

    def count_suppressed(self) -> dict[SuppressionKind, int]:
        """The number of suppressed findings by kind of suppression, in the order of the kinds."""
        found = Counter(each.suppressed.kind for each in self.findings if each.suppressed)
        return {kind: found[kind] for kind in SuppressionKind if found[kind]}

    @classmethod
    def joined(
        cls,
        reports: Sequence[Report],
        errors: Iterable[ReadError] = (),
        inputs: Iterable[str] = (),
        looked_for: Iterable[str] = (),
    ) -> Report:
        """Join several reports into one.

        Args:
            reports: The reports, for example one for each unit.
            errors: Files that could not be read, in addition to those in the reports.
            inputs: Paths that the joined report depends on, in addition to those in the reports.
            looked_for: Paths that podlint looked for, in addition to those in the reports.
        """
        return cls(
            findings=tuple(
                sorted(
                    (finding for report in reports for finding in report.findings),
                    key=lambda finding: finding.location.path,
                )
            ),
            skipped=tuple(
                sorted(
                    (each for report in reports for each in report.skipped),
                    key=lambda each: (each.path, each.document),
                )
            ),
            unjudged=_by_path(each for report in reports for each in report.unjudged),
            errors=_by_path((*errors, *(each for report in reports for each in report.errors))),
            checked=_by_path(each for report in reports for each in report.checked),
            sources=_by_path(each for report in reports for each in report.sources),
            inputs=tuple(sorted({*inputs, *chain(*(each.inputs for each in reports))})),
            looked_for=tuple(sorted({*looked_for, *chain(*(each.looked_for for each in reports))})),
            builds=tuple(dict.fromkeys(chain(*(each.builds for each in reports)))),
            day=min((each.day for each in reports if each.day), default=None),
            used=frozenset(chain(*(each.used for each in reports))),
        )


class _InFile(Protocol):
    @property
    def path(self) -> str: ...


_AnyInFile = TypeVar("_AnyInFile", bound=_InFile)


def _by_path(each: Iterable[_AnyInFile]) -> tuple[_AnyInFile, ...]:
    return tuple(sorted(each, key=lambda found: found.path))
