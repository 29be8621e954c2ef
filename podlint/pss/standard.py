"""A level of the Pod Security Standards in one version."""

from __future__ import annotations

from podlint.pss.version import LEVELS, Level, parse_level, parse_version
from podlint.startup.frozen import Frozen


class Standard(Frozen):
    """A Pod Security Standard of one version, written `restricted:v1.29`.

    Attributes:
        level: `privileged`, `baseline` or `restricted`.
        version: `latest`, or `v1.0`, `v1.1`, and so on.
    """

    level: Level
    version: str = "latest"

    @classmethod
    def parse(cls, text: str) -> Standard:
        """The standard with the name `LEVEL` or `LEVEL:VERSION`; the latest one without a version.

        Raises:
            PolicyError: The level or the version is malformed.
        """
        level, colon, version = text.partition(":")
        if not colon:
            return cls(parse_level(level))
        parse_version(version)
        return cls(parse_level(level), version)

    @property
    def rank(self) -> int:
        """0 for privileged, 1 for baseline, 2 for restricted."""
        return LEVELS.index(self.level)

    def __str__(self) -> str:
        """In the form that `parse` reads."""
        return f"{self.level}:{self.version}"
