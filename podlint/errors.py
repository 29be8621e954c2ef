"""The one base of every exception that podlint raises on purpose."""

from __future__ import annotations

from collections.abc import Iterable


class PodlintError(Exception):
    """podlint cannot do what it was asked; the message says why and what to do."""


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A question for the known name that is nearest to a wrong one; empty if none is near."""
    from difflib import get_close_matches

    close = get_close_matches(wrong, list(known), n=1)
    return f"did you mean {close[0]}?" if close else ""
