"""The result of a failed check."""

from __future__ import annotations

from typing import NamedTuple

from podlint.startup.frozen import Frozen

Path = tuple[str | int, ...]
"""Keys and indices from the root of the Pod."""


class Forbidden(NamedTuple):
    """What one check finds wrong in a Pod; upstream's `CheckResult` if it is not allowed.

    Attributes:
        reason: Upstream's `ForbiddenReason`.
        detail: Upstream's `ForbiddenDetail`.
        paths: All violating places in visiting order, never empty: each field that is wrong, or
            the path of a missing field.
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
        paths: All violating places: first the Pod, then its init, app and ephemeral containers.
            Each is the path of a field that is wrong or missing. A volume without any source is
            itself the place.
    """

    check: str
    reason: str
    detail: str
    path: Path
    paths: tuple[Path, ...]

    def __str__(self) -> str:
        """The violation as in a message of the API server: `reason (detail)`, or only `reason`."""
        return f"{self.reason} ({self.detail})" if self.detail else self.reason
