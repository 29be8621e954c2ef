"""Manifests on standard input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from podlint.document.encoding import decoded
from podlint.errors import PodlintError

__all__ = ["STDIN", "read_stdin"]

STDIN = "-"
"""The path that stands for standard input."""


def read_stdin(paths: Sequence[str], stdin: TextIO | None) -> str:
    """The text on standard input.

    Args:
        paths: The paths that were given, one of which is `STDIN`.
        stdin: The stream; None if it is closed.

    Raises:
        PodlintError: There are other paths too, or the stream is closed.
        UndecodableError: The text is not in a Unicode encoding.
    """
    if len(paths) > 1:
        message = "`-` (standard input) cannot be combined with other paths; use one or the other"
        raise PodlintError(message)
    if stdin is None:
        raise PodlintError("standard input is closed; pipe a manifest into podlint, or name a file")
    return decoded(stdin.buffer.read()).text
