"""The one base of every exception that podlint raises on purpose."""

from __future__ import annotations


class PodlintError(Exception):
    """podlint cannot do what it was asked; the message says why and what to do."""
