"""What a rule says: problems, with their places and fixes."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import Document, Edit, Place, Span
from podlint.finding.severity import Severity
from podlint.startup.frozen import Frozen


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


class Problem(Frozen):
    """What a rule says: a message about a place.

    Attributes:
        message: What is wrong, with the values found: a statement in lower case without a final
            stop, at most 90 characters as a rule and 120 at most.
        at: The place in the document, written or not; an absent field is marked at its nearest
            written ancestor. A `Spot` where the problem is in the text rather than in a value.
        key: Mark the key rather than the value.
        related: Further places worth a look.
        fix: How to fix it, if only one fix makes sense.
        why: What one would see in the cluster, one sentence or two of at most 160 characters.
        help: What to write, one sentence or two of at most 160 characters.
        severity: How severe it is, if not as the rule says.
        label: What stands at the marks under the place in an excerpt, a few words; by default the
            field that is not set there, if the place is not written.
        secret: The value at `at` is a secret: no report shows it, in whatever finding.
    """

    message: str
    at: Place | Spot
    key: bool = False
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    why: str | None = None
    help: str | None = None
    severity: Severity | None = None
    label: str | None = None
    secret: bool = False


Problems = Iterator[Problem]
"""What a rule returns: it yields what it finds."""
