"""The commit since which a report shows findings."""

from __future__ import annotations

from podlint.startup.frozen import Frozen

__all__ = ["Since"]


class Since(Frozen):
    """The commit since which a report shows findings.

    Attributes:
        revision: The revision as the user wrote it, such as ``origin/main``.
        commit: The merge base of the revision and HEAD, as hexadecimal digits.
        older: The number of findings that are not shown, because the commit has them too.
    """

    revision: str
    commit: str
    older: int
