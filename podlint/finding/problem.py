"""What a rule yields: problems with their places and fixes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from podlint.document import Document, Edit, Place, Span
from podlint.finding.severity import Severity
from podlint.startup.frozen import Frozen


class Spot(Frozen):
    """A part of a document's text that is not a value, such as a syntax error or a comment."""

    document: Document
    span: Span


class Related(Frozen):
    """Another place that helps to understand a problem."""

    message: str
    at: Place | Spot


class Fix(Frozen):
    """How to fix a problem by editing its document.

    Attributes:
        title: What the fix does, as an instruction: ``set `timeoutSeconds` to 2``.
        edits: The edits; their paths start at the document's root.
        safe: The fix changes only what is certainly wrong, so ``--fix`` applies it without
            ``--unsafe-fixes``.
        reveals: The API server rejects the object before it looks at its fields, so the fix may
            reveal other errors in the object. podlint takes back any other fix that leads to a new
            error.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True
    reveals: bool = False


class Problem(Frozen):
    """What is wrong at a place.

    Attributes:
        message: What is wrong, with the values found: a statement in lower case without a final
            stop, usually at most 90 characters and never more than 120.
        at: The place in the document. A missing field is marked at its nearest existing parent. A
            `Spot` if the problem is in the text rather than in a value.
        key: Mark the key instead of the value.
        related: Other places that help to understand the problem.
        fix: How to fix it, if only one fix is plausible.
        why: The consequence in the cluster: one or two sentences, at most 160 characters.
        help: What to write: one or two sentences, at most 160 characters.
        severity: The severity, if it differs from the severity of the rule.
        label: A few words to show at the carets of an excerpt. By default, a missing field is named
            there.
        secret: The value at `at` is a secret, which no report shows in any finding.
        part: The part of an image that is wrong, if the value at `at` is one: ``name`` (with the
            registry), ``tag`` or ``digest``. Kustomizations may write each part elsewhere.
        steps: The related places are steps that follow from the place, in order.
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
    part: Literal["name", "tag", "digest"] | None = None
    steps: bool = False


Problems = Iterator[Problem]
"""The return type of a rule, which yields its problems."""
