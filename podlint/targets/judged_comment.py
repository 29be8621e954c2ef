"""An ignore comment, before and after a run."""

from __future__ import annotations

from podlint.document import Comment, Document, Span
from podlint.finding.problem import Spot
from podlint.startup.frozen import Frozen


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
