"""Paths on the command line, which must not be empty."""

from pathlib import Path

from podlint.errors import PodlintError

__all__ = ["named_file", "named_path"]


def named_path(text: str) -> str:
    """The path. Python and shells would take an empty one for the current directory.

    Raises:
        PodlintError: It is empty, which is usually an unset variable of a script.
    """
    if not text:
        raise PodlintError("a path is empty; write `.` for the current directory")
    return text


def named_file(text: str) -> Path:
    """As `named_path`."""
    return Path(named_path(text))
