"""Drawings of Pods for a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.report.html.element import Html

__all__ = ["NO_DRAWINGS", "Drawings"]


class Drawings(Frozen):
    """Drawings of the Pods in the files of a report.

    Attributes:
        by_path: For each file the Pods that can be drawn: kind and name, and the drawing.
        left_out: The number of Pods that are not drawn, because the page would be too long.
    """

    by_path: Mapping[str, tuple[tuple[str, Html], ...]]
    left_out: int = 0


NO_DRAWINGS = Drawings({})
"""The drawings of a report that has none."""
