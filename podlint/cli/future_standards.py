"""Warnings about Pod Security versions that podlint does not know yet."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.config.config import Config
from podlint.config.layers import files_of, sections_of

__all__ = ["future_standards"]


def future_standards(config: Config, *versions: str) -> Iterator[str]:
    """A warning for each version that is newer than podlint.

    As in an API server, such a version is valid and means the newest one that is known.

    Args:
        config: The settings, with those of the command line.
        versions: Other versions that the command uses, such as `v1.29`.

    Raises:
        PolicyError: A version is malformed.
    """
    sections = [each for file in files_of(config) for _, each in sections_of(file)]
    given = (each.pod_security for each in (config.overrides, *sections))
    standards = [each for each in given if each]
    named = [each.partition(":")[2] or "latest" for each in standards]
    if not standards and not versions:
        return
    from podlint.pss.version import NEWEST, is_future

    for version in dict.fromkeys([*versions, *named]):
        if is_future(version):
            yield (
                f"podlint: Pod Security {version} is newer than {NEWEST}, the newest that podlint "
                f"knows; using {NEWEST}, as an API server of that version does"
            )
