"""Problems: what a rule reports, with places and fixes."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import Document, Edit, Place, Span
from podlint.finding.severity import Severity
from podlint.startup.frozen import Frozen


class Spot(Frozen):
    """A part of a document's text that is not a value: a syntax error or a comment."""

    document: Document
    span: Span


class Related(Frozen):
    """A second place that belongs to a problem."""

    message: str
    at: Place | Spot


class Fix(Frozen):
    """A fix for a problem, which edits its document.

    Attributes:
        title: What the fix does, in the imperative: ``set timeoutSeconds to 2``.
        edits: The edits; their paths start at the document's root.
        safe: The fix changes only what is certainly wrong, so ``--fix`` applies it.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Problem(Frozen):
    """A problem at a place.

    Attributes:
        message: What is wrong, with the values found. A statement that starts in lower case and has
            no final stop; usually at most 90 characters, never more than 120.
        at: The place in the document. An absent field is marked at its nearest ancestor that is
            written. A `Spot` if the problem is in the text rather than in a value.
        key: Mark the key rather than the value.
        related: Further places that explain the problem.
        fix: The fix, if only one makes sense.
        why: What happens in the cluster, in one or two sentences of at most 160 characters.
        help: What to write instead, in one or two sentences of at most 160 characters.
        severity: The severity, if not that of the rule.
        secret: The value at `at` is a secret; no report shows it, in any finding.
    """

    message: str
    at: Place | Spot
    key: bool = False
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    why: str | None = None
    help: str | None = None
    severity: Severity | None = None
    secret: bool = False


Problems = Iterator[Problem]
"""The return type of a rule, which yields its problems."""
