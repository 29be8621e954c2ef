"""What the settings say of files."""

from __future__ import annotations

from pathlib import Path

from podlint.pods.custom_resources import CustomKind
from podlint.reading.path_patterns import NOTHING, PathPatterns
from podlint.startup.frozen import Frozen

__all__ = ["ReadSettings"]


class ReadSettings(Frozen):
    """What the settings say of files.

    Attributes:
        exclude: What no directory search finds.
        kinds: Kinds of custom resources beside those that podlint knows.
        fragments: The files whose objects are only parts of objects.
        placeholders: The files in which something replaces `${X}` everywhere.
        root: What stands for the root of a repository where there is none; the working directory
            if None.
    """

    exclude: PathPatterns = NOTHING
    kinds: tuple[CustomKind, ...] = ()
    fragments: PathPatterns = NOTHING
    placeholders: PathPatterns = NOTHING
    root: Path | None = None
