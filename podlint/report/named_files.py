"""Names of files for platforms that show findings in a repository."""

from __future__ import annotations

from podlint.report.repository import Repository

__all__ = ["in_repository"]


def in_repository(path: str, repository: Repository) -> str:
    """A path from the root of the repository with forward slashes.

    A path of a file outside of the repository, and a name that is not a path, stay as they are.
    """
    inside = repository.path(path)
    return inside.as_posix() if inside else path
