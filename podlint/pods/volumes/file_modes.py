"""Numbers that are meant as file modes."""

from __future__ import annotations

OCTAL_LOOKS = frozenset(
    {400, 440, 444, 500, 550, 555, 600, 640, 644, 660, 664, 666, 700, 750, 755, 770, 775, 777}
)
"""Decimal numbers that read like file modes; none of them makes a sensible mode as decimal."""
