"""What podlint says: findings and the report of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Protocol, TypeVar

from podlint.document import JSON, Span
from podlint.document.redaction import Excerpt, Source
from podlint.finding.problem import Fix
from podlint.finding.severity import Severity
from podlint.finding.unchecked import CheckedFile, Skipped, Unchecked, Unjudged
from podlint.startup.frozen import Frozen


class LocatedFix(Frozen):
    """A `Fix` of one document.

    Attributes:
        fix: The fix.
        document: The document's number within its file, from 0.
        json_patch: The same edits as operations of a JSON Patch (RFC 6902) on the document's data.
        secret: The edits write a secret, so that no report may show them.
    """

    fix: Fix
    document: int
    json_patch: tuple[Mapping[str, JSON], ...]
    secret: bool = False


class Suppression(Frozen):
    """Why a finding is not counted.

    Attributes:
        kind: Where it was said: ``comment``.
        reason: The words after the brackets; empty where none were given.
    """

    kind: str
    reason: str


class ObjectReference(Frozen):
    """The Kubernetes object that a finding is about; None for what its manifest does not say."""

    api_version: str | None
    kind: str | None
    namespace: str | None
    name: str | None

    def __str__(self) -> str:
        """Kind and name as kubectl writes them, ``Deployment/web``, with the namespace if given."""
        name = f"{self.kind or '?'}/{self.name or '?'}"
        return f"{self.namespace}/{name}" if self.namespace else name


class Location(Frozen):
    """A stretch of text in a file; `span` is None for an object that was given as data."""

    path: str
    span: Span | None


class RelatedLocation(Frozen):
    """A `Related`, located."""

    message: str
    location: Location


class Finding(Frozen):
    """A problem, stamped with its rule's name and severity, and located.

    Attributes:
        rule: The rule's name.
        severity: The rule's severity, or what the configuration says instead.
        message: As in `Problem`.
        why: As in `Problem`.
        help: As in `Problem`.
        location: File and region; the region lies on one line.
        field: The field as Kubernetes writes it, from the object's root:
            ``spec.containers[0].image``; empty for a fault of the document itself.
        pointer: RFC 6901 JSON Pointer to the same, from the document's root.
        object: The object that holds the field, if any.
        container: The name of the container that holds the field, if any.
        related: Further places.
        fix: How to mend it, or None.
        suppressed: Why the finding does not count, or None.
        identity: Rule, object and field with list items named rather than numbered: stays the same
            when lines move and lists grow.
        excerpt: The line of text that `location` begins on, without its line break; as in messages,
            masks stand for secrets.
        label: What stands at the marks of an excerpt, such as the field that is missing there.
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

    @property
    def advice(self) -> str:
        """Message and help in one, for reports that have room for one text."""
        return f"{self.message}. {self.help}" if self.help else self.message

    @property
    def fingerprint(self) -> str:
        """A hash of path and identity, 16 hexadecimal digits."""
        from hashlib import sha256

        return sha256(
            f"{self.location.path}\0{self.identity}".encode("utf-8", "surrogatepass")
        ).hexdigest()[:16]


class ReadError(Frozen):
    """A file that could not be checked in full: podlint did not do its work (exit code 2)."""

    path: str
    message: str


class Report(Frozen):
    """What a run found.

    Attributes:
        findings: All findings, suppressed ones included, ordered by file and position.
        skipped: The documents that were not checked.
        unjudged: What was not judged in documents that were checked otherwise, ordered by file and
            line: fragments and placeholders.
        errors: The files that could not be checked in full, ordered by path.
        checked: The files that were looked at, ordered by path.
        sources: The files that findings lie in or point to, ordered by path.
        inputs: What the report depends on, as absolute paths in order: the files that were read,
            those of the same unit included, and the folders that were searched for them. Empty
            where files have no part in it.
        looked_for: The absolute paths of which only counted whether something is there, and
            whether it is a file or a folder. Where these are as they were, and none of `inputs` has
            changed, the report would be the same.
    """

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    errors: tuple[ReadError, ...] = ()
    checked: tuple[CheckedFile, ...] = ()
    sources: tuple[Source, ...] = ()
    inputs: tuple[str, ...] = ()
    looked_for: tuple[str, ...] = ()

    @property
    def files(self) -> int:
        """How many files were looked at."""
        return len(self.checked)

    @property
    def objects(self) -> int:
        """How many Kubernetes objects they hold."""
        return sum(each.objects for each in self.checked)

    @property
    def pods(self) -> int:
        """How many Pods and Pod templates were checked."""
        return sum(each.pods for each in self.checked)

    @property
    def left_out(self) -> tuple[Skipped | Unjudged, ...]:
        """All that was not checked, whether it matters or not."""
        return (*self.skipped, *self.unjudged)

    def count_unchecked(self) -> dict[Unchecked, int]:
        """How often each cause that applies does so, in the order of `Unchecked`."""
        found = Counter(each.cause for each in self.left_out)
        return {cause: found[cause] for cause in Unchecked if found[cause]}

    def source_of(self, path: str) -> Source:
        """A file of `sources`; an empty one if it is not there."""
        return next((source for source in self.sources if source.path == path), Source(path, ""))

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings that are not suppressed."""
        return tuple(each for each in self.findings if each.suppressed is None)

    @classmethod
    def joined(
        cls,
        reports: Sequence[Report],
        errors: Iterable[ReadError] = (),
        inputs: Iterable[str] = (),
        looked_for: Iterable[str] = (),
    ) -> Report:
        """One report of several.

        Args:
            reports: Those of units, or of nothing.
            errors: What else could not be read.
            inputs: What they depend on beside what they say themselves.
            looked_for: Likewise.
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
        )


class _InFile(Protocol):
    @property
    def path(self) -> str: ...


_AnyInFile = TypeVar("_AnyInFile", bound=_InFile)


def _by_path(each: Iterable[_AnyInFile]) -> tuple[_AnyInFile, ...]:
    return tuple(sorted(each, key=lambda found: found.path))
