"""What a failed check says, and where."""

from __future__ import annotations

from typing import NamedTuple

from podlint.startup.frozen import Frozen

Path = tuple[str | int, ...]
"""Keys and indices from the Pod's root."""


class Forbidden(NamedTuple):
    """What one check finds wrong with a Pod; upstream's `CheckResult` of a refusal.

    Attributes:
        reason: Upstream's `ForbiddenReason`.
        detail: Upstream's `ForbiddenDetail`.
        paths: Every faulty place in visiting order, never empty: each field that is wrong, or
            where the missing one belongs.
    """

    reason: str
    detail: str
    paths: tuple[Path, ...]


class Violation(Frozen):
    """One failed check of a Pod Security Standard.

    Attributes:
        check: Upstream's id of the check, such as `hostNamespaces`.
        reason: Upstream's `ForbiddenReason`, word for word.
        detail: Upstream's `ForbiddenDetail`, word for word.
        path: The first of `paths`.
        paths: Every faulty place: Pod before containers, containers in the order init, app,
            ephemeral. Each leads down to the field that is wrong, or to where the missing field
            belongs; a volume without any source is itself the place.
    """

    check: str
    reason: str
    detail: str
    path: Path
    paths: tuple[Path, ...]

    def __str__(self) -> str:
        """The violation as the API server's messages have it: `reason (detail)`, or the reason
        alone where the detail is empty.
        """
        return f"{self.reason} ({self.detail})" if self.detail else self.reason
