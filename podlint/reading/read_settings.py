"""The settings for reading files."""

from __future__ import annotations

from pathlib import Path

from podlint.pods.custom_resources import CustomKind
from podlint.reading.path_patterns import NOTHING, PathPatterns
from podlint.startup.frozen import Frozen

__all__ = ["ReadSettings"]


class ReadSettings(Frozen):
    """The settings for reading files.

    Attributes:
        exclude: The paths that the search of a directory skips.
        kinds: Kinds of custom resources that podlint does not know itself.
        fragments: The files whose objects are only parts of objects.
        placeholders: The files in which another tool replaces each `${X}`.
        root: The folder to use as the root of a repository if there is none; the working directory
            if None.
        generated: The files that are generated from others, and judged there.
        kustomize: Judge what kustomizations build.
    """

    exclude: PathPatterns = NOTHING
    kinds: tuple[CustomKind, ...] = ()
    fragments: PathPatterns = NOTHING
    placeholders: PathPatterns = NOTHING
    root: Path | None = None
    generated: PathPatterns = NOTHING
    kustomize: bool = True
