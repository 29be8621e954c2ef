"""A suppression comment, before and after a run."""

from __future__ import annotations

from podlint.document import Comment, Document, Span
from podlint.finding.problem import Spot
from podlint.startup.frozen import Frozen


class IgnoreComment(Frozen):
    """A suppression comment and the lines that it covers.

    Attributes:
        document: The document of the comment.
        comment: The comment.
        rules: Names of rules, or patterns such as ``probes/*``; empty if the comment has none.
        reason: The words after the brackets.
        first_line: The first line that it covers.
        last_line: The last line that it covers.
    """

    document: Document
    comment: Comment
    rules: tuple[str, ...]
    reason: str
    first_line: int
    last_line: int

    @property
    def spot(self) -> Spot:
        """The place of the comment in the text."""
        line, column, text, _ = self.comment
        return Spot(self.document, Span(line, column, line, column + len(text)))


class JudgedComment(Frozen):
    """A suppression comment after the run.

    Attributes:
        comment: The comment.
        unused: The names in the comment whose rules ran, but had no finding to suppress.
        unknown: The messages about names that no rule has.
    """

    comment: IgnoreComment
    unused: tuple[str, ...]
    unknown: tuple[str, ...]
