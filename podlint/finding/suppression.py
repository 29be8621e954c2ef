"""What suppresses findings."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Suppression", "SuppressionKind"]


class SuppressionKind(StrEnum):
    """Where a suppression is written.

    Attributes:
        COMMENT: In a comment of a manifest.
        ANNOTATION: In an annotation of an object or of a Pod template.
        SETTING: In the setting `suppressions`.
        EXCEPTION: In the file of exceptions.
        BASELINE: In the baseline.
    """

    COMMENT = "comment"
    ANNOTATION = "annotation"
    SETTING = "setting"
    EXCEPTION = "exception"
    BASELINE = "baseline"


class Suppression(Frozen):
    """What suppresses a finding.

    Attributes:
        kind: Where it is written.
        reason: The reason, or an empty string.
        until: The last day on which it applies; None if it does not expire.
        owner: Who is responsible for it, or an empty string.
        ticket: The ticket about it, or an empty string.
    """

    kind: SuppressionKind
    reason: str
    until: date | None = None
    owner: str = ""
    ticket: str = ""

    def __str__(self) -> str:
        """The kind and the reason: ``comment (loads a kernel module)``."""
        return f"{self.kind} ({self.reason})" if self.reason else self.kind.value
