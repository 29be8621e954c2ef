"""Numbers that are meant as octal file modes."""

from __future__ import annotations

OCTAL_LOOKS = frozenset(
    {400, 440, 444, 500, 550, 555, 600, 640, 644, 660, 664, 666, 700, 750, 755, 770, 775, 777}
)
"""Decimal numbers that look like octal file modes. None is a useful mode as a decimal number."""
