"""What podlint says: problems as rules yield them, findings as reports print them."""

from __future__ import annotations

from collections.abc import Mapping

from podlint.document import JSON, Comment, Document, Edit, Place, Span
from podlint.frozen import Frozen
from podlint.redaction import Excerpt, Source
from podlint.severity import Profile as Profile
from podlint.severity import Severity as Severity


class Spot(Frozen):
    """A stretch of a document's text that is no value: a syntax error, a comment."""

    document: Document
    span: Span


class Related(Frozen):
    """A second place that a problem speaks of."""

    message: str
    at: Place | Spot


class Fix(Frozen):
    """How a problem can be mended by editing its document.

    Attributes:
        title: What the fix does, as an order: ``set timeoutSeconds to 2``.
        edits: The edits; their paths start at the document's root.
        safe: The fix changes nothing but what is surely wrong, so that ``--fix`` may make it.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


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


class Problem(Frozen):
    """What a rule says: a message about a place.

    Attributes:
        message: The values found, the symptom and what to write, in at most 300 characters.
        at: The place in the document, written or not; an absent field is marked at its nearest
            written ancestor. A `Spot` where the problem is in the text rather than in a value.
        key: Mark the key rather than the value.
        related: Further places worth a look.
        fix: How to mend it, if only one mend makes sense.
        secret: The value at `at` is a secret: no report shows it, in whatever finding.
    """

    message: str
    at: Place | Spot
    key: bool = False
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    secret: bool = False


class Suppression(Frozen):
    """Why a finding is not counted.

    Attributes:
        kind: Where it was said: ``comment``.
        reason: The words after the brackets; empty where none were given.
    """

    kind: str
    reason: str


class IgnoreComment(Frozen):
    """An ignore comment and the lines it speaks for.

    Attributes:
        document: Where it stands.
        comment: The comment.
        rules: Rule names, or patterns such as ``probes/*``; empty if the comment names none.
        reason: The words behind the brackets.
        first_line: The first of the lines it speaks for.
        last_line: The last of them.
    """

    document: Document
    comment: Comment
    rules: tuple[str, ...]
    reason: str
    first_line: int
    last_line: int

    @property
    def spot(self) -> Spot:
        """The comment's own stretch of text."""
        line, column, text, _ = self.comment
        return Spot(self.document, Span(line, column, line, column + len(text)))


class JudgedComment(Frozen):
    """An ignore comment after the run.

    Attributes:
        comment: The comment.
        unused: Those of its names that silenced nothing although their rules ran.
        unknown: What to say of its names that no rule has.
    """

    comment: IgnoreComment
    unused: tuple[str, ...]
    unknown: tuple[str, ...]


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

    @property
    def fingerprint(self) -> str:
        """A hash of path and identity, 16 hexadecimal digits."""
        from hashlib import sha256

        return sha256(
            f"{self.location.path}\0{self.identity}".encode("utf-8", "surrogatepass")
        ).hexdigest()[:16]


class Skipped(Frozen):
    """A document that was not checked, and why.

    Attributes:
        path: The file.
        document: The document's number within the file, from 0.
        line: The 1-based line on which the document starts.
        reason: Why, in words.
    """

    path: str
    document: int
    line: int
    reason: str


class ReadError(Frozen):
    """A file that could not be checked in full: podlint did not do its work (exit code 2)."""

    path: str
    message: str


class Report(Frozen):
    """What a run found.

    Attributes:
        findings: All findings, suppressed ones included, ordered by file and position.
        skipped: The documents that were not checked.
        errors: The files that could not be checked in full, ordered by path.
        files: How many files were looked at.
        objects: How many Kubernetes objects they hold.
        pods: How many Pods and Pod templates were checked.
        not_shown: How many findings of rules the profile leaves out were made and not kept.
        sources: The files that findings lie in or point to, ordered by path.
        inputs: What the report depends on, as absolute paths in order: the files that were read,
            those of the same unit included, and the folders that were searched for them. Where none
            of these has changed, nor a file above them that marks a unit or says what to ignore,
            the report would be the same. Empty where files have no part in it.
    """

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    errors: tuple[ReadError, ...] = ()
    files: int = 0
    objects: int = 0
    pods: int = 0
    not_shown: int = 0
    sources: tuple[Source, ...] = ()
    inputs: tuple[str, ...] = ()

    def source_of(self, path: str) -> Source:
        """A file of `sources`; an empty one if it is not there."""
        return next((source for source in self.sources if source.path == path), Source(path, ""))

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings that are not suppressed."""
        return tuple(each for each in self.findings if each.suppressed is None)
