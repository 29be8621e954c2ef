"""IDs of users and groups."""

from __future__ import annotations

from .error import Errors
from .path import Path

__all__ = ["refuse_id"]

LARGEST_ID = 2**31 - 1


def refuse_id(errors: Errors, number: int, at: Path) -> None:
    """Refuse a number that is not the ID of a user or group.

    Go: `IsValidUserID`, `IsValidGroupID`.
    """
    if not 0 <= number <= LARGEST_ID:
        errors.invalid(at, f"must be between 0 and {LARGEST_ID}, inclusive", value=number)
