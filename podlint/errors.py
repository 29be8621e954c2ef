"""The base of every exception that podlint raises on purpose, and that of wrong settings."""

from __future__ import annotations


class PodlintError(Exception):
    """podlint cannot do what it was asked; the message says why and what to do."""


class ConfigError(PodlintError):
    """A setting cannot be used.

    Attributes:
        path: Keys and indices of the setting, from the configuration's root.
    """

    def __init__(self, message: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.path = path
