"""The base class of all exceptions that podlint raises on purpose."""

from __future__ import annotations

from collections.abc import Iterable


class PodlintError(Exception):
    """podlint cannot do what was requested; the message says why, and how to correct it."""


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A question with the known name most similar to a wrong one; empty if none is similar."""
    from difflib import get_close_matches

    close = get_close_matches(wrong, list(known), n=1)
    return f"did you mean {close[0]}?" if close else ""
